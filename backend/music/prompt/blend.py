"""Which genre, and which other genre is mixed in."""

from collections.abc import Sequence

from backend.music.prompt.mentions import Mention
from backend.music.prompt.prompt import Chip
from backend.music.prompt.settle import Settled, chip_of, overruled

_EQUAL, _TOUCH = 0.5, 0.3  # shares where the prompt gives none


def genres(mentions: Sequence[Mention]) -> Settled:
    """Chips of “genre” and “blend”; the last group of genres that belong together counts."""
    said = [m for m in mentions if m.kind == "genre"]
    flavours = [m for m in mentions if m.kind == "flavour"]
    outright = [m for m in said if not m.weak]
    if not outright and flavours:
        outright, flavours = flavours[-1:], flavours[:-1]
    groups = _groups(outright or said)
    if not groups:
        return [], []
    group = groups[-1]
    chips = [chip_of(group[0], "genre")]
    against = [
        m.refused(overruled(group[0]))
        for other in groups[:-1]
        for m in other
        if m.value not in {g.value for g in group}
    ]
    others = [m for m in group[1:] if m.value != group[0].value]
    if others:
        chips.append(_blend(others[0], _weight(group[0], others[0])))
        against += [
            m.refused("two genres can be blended, not three")
            for m in others[1:]
            if m.value != others[0].value
        ]
    elif colours := [m for m in flavours if m.value != group[0].value]:
        chips.append(_blend(colours[-1], colours[-1].share or _TOUCH))
        against += [
            m.refused("two genres can be blended, not three")
            for m in colours[:-1]
            if m.value != colours[-1].value
        ]
    return chips, against


def _groups(said: Sequence[Mention]) -> list[list[Mention]]:
    groups: list[list[Mention]] = []
    for mention in said:
        if groups and mention.joined:
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return groups


def _weight(first: Mention, second: Mention) -> float:
    if second.share is not None:
        return second.share
    return _EQUAL if first.share is None else round(1 - first.share, 2)


def _blend(mention: Mention, weight: float) -> Chip:
    value = {"genre": mention.value, "weight": weight}
    name = mention.value if mention.kind == "flavour" else mention.text
    text = f"{100 * weight:.0f} % {name}"
    return Chip("blend", value, text, mention.words, mention.span)
