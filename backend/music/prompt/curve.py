"""The energy curve: all that a text says about quiet and loud, laid over one another."""

from collections.abc import Sequence

from backend.music.prompt.mentions import Mention
from backend.music.prompt.prompt import Chip
from backend.music.prompt.settle import Settled, overruled

Points = tuple[int | None, ...]

_POINTS = 5  # from the first bar to the last
_USUAL = 60  # where the prompt says nothing


def energy(text: str, mentions: Sequence[Mention]) -> Settled:
    """One chip for the whole curve: what is said of a part of it goes before what is said of all.

    Of two words about the same part the later counts.
    """
    said = [m for m in mentions if m.kind == "energy"]
    kept, against = [], []
    for i, mention in enumerate(said):
        after = [m for m in said[i + 1 :] if _places(m) == _places(mention)]
        if after and after[-1].value != mention.value:
            against.append(mention.refused(overruled(after[-1])))
        else:
            kept.append(mention)
    if not kept:
        return [], against
    points: list[int | None] = [None] * _POINTS
    for mention in sorted(kept, key=lambda m: -len(_places(m))):
        points = [p if n is None else n for p, n in zip(points, mention.value, strict=True)]
    span = kept[0].span[0], kept[-1].span[1]
    names = ", ".join(dict.fromkeys(m.text for m in kept))
    return [Chip("energy", _filled(points), names, text[slice(*span)], span)], against


def _places(mention: Mention) -> set[int]:
    return {i for i, point in enumerate(mention.value) if point is not None}


def _filled(points: Sequence[int | None]) -> list[int]:
    """Straight lines between the known points; the usual energy where an end is unknown."""
    known = {i: p for i, p in enumerate(points) if p is not None}
    known.setdefault(0, _USUAL)
    known.setdefault(_POINTS - 1, _USUAL)
    out = []
    for i in range(_POINTS):
        left = max(k for k in known if k <= i)
        right = min(k for k in known if k >= i)
        share = 0.0 if left == right else (i - left) / (right - left)
        out.append(round(known[left] + share * (known[right] - known[left])))
    return out
