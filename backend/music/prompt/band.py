"""Who plays: instrument words → players, each with a role of its own, one of them with the tune."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from backend.music.prompt.lexicon import players, table
from backend.music.prompt.mentions import Mention
from backend.music.prompt.prompt import Unknown
from backend.music.prompt.settle import Settled, chip_of, overruled
from backend.music.score import Role, family_of

Player = tuple[str, int]
Chair = tuple[Mention, list[Player]]  # who was named, and which roles that came to

# Roles that play one note at a time: such a player takes the tune and leaves its role.
_VOICES = ("winds", "lead", "mallets")
_VOICE_PROGRAMS = (40, 41, 42, 56, 57, 59, 60, 110)  # solo strings and solo brass
# Where a player goes whose own role and the tune are taken; low voices may be the bass.
_NEIGHBOURS = {
    "strings": ("pad",), "winds": ("brass", "lead"), "brass": ("winds", "lead"),
    "mallets": ("piano",), "piano": ("organ",), "organ": ("piano",), "guitar": ("organ", "lead"),
    "lead": ("pad",), "pad": ("strings", "organ"),
}  # fmt: skip
_LOW = (42, 43, 57, 58, 67, 70)
# “bass” beside “slap bass” is the same player.
_PLAIN = {"drums": 0, "bass": 33}
# Roles that can take the tune beside what they do.
_HANDS = ("piano", "guitar", "organ", "strings", "brass", "pad")


def band(mentions: Sequence[Mention], genre: str | None) -> Settled:
    """The chips of “instruments”; their values joined are the band."""
    named = _without_doubles([m for m in mentions if m.kind in ("player", "band")])
    absent = [m for m in mentions if m.kind == "without"]
    named, absent, against = _contradictions(named, absent)
    without = [player for m in absent for player in m.value]
    usual = players(table("bands")["usual"][genre or "general"])
    rest = [player for player in usual if not _left_out(player, without)]
    chairs = [(m, list[Player]()) for m in named]
    against += _seat_all(chairs, without)
    if named and not any(m.kind == "exact" for m in mentions) and _joins(named, genre):
        _fill(chairs, rest)
    elif absent and not named:
        if not rest:
            return [], [*against, absent[-1].refused("nobody would be left to play")]
        chairs.append((absent.pop(), rest))
    _give_tune(chairs, without)
    chips = [
        chip_of(replace(m, value=_json(seated), text=_text(m, seated)), "instruments")
        for m, seated in [*chairs, *((m, []) for m in absent)]
        if seated or m.kind == "without"
    ]
    return chips, against


def _without_doubles(named: Sequence[Mention]) -> list[Mention]:
    """Drop a plain “bass” or “drums” beside a special one, and whoever is named again."""
    special = {p[0] for m in named for p in m.value if _PLAIN.get(p[0]) not in (None, p[1])}
    out: list[Mention] = []
    for mention in named:
        role, program = mention.value[0]
        plain = role in special and _PLAIN[role] == program
        again = role in _PLAIN and any(m.value == mention.value for m in out)
        if mention.kind == "band" or not (plain or again):
            out.append(mention)
    return out


def _contradictions(
    named: list[Mention], absent: list[Mention]
) -> tuple[list[Mention], list[Mention], list[Unknown]]:
    """Whoever is both asked for and left out: the later word wins."""
    against = []
    for mention in list(named):
        for other in list(absent):
            if mention.kind == "player" and mention.value == other.value:
                earlier, later = sorted((mention, other), key=lambda m: m.span)
                against.append(earlier.refused(overruled(later)))
                (named if earlier is mention else absent).remove(earlier)
                break
    return named, absent, against


def _seat_all(chairs: Sequence[Chair], without: Sequence[tuple[str, int | None]]) -> list[Unknown]:
    """Give every player a role; a band takes those that the players named beside it leave."""
    against, taken = [], set[str]()
    for mention, seated in sorted(chairs, key=_turn):
        for player in mention.value:
            if mention.kind == "band" and (player[0] in taken or _left_out(player, without)):
                continue
            if (seat := _seat(player, taken, mention.how)) is None:
                against.append(mention.refused("there is no part left for it beside the others"))
                continue
            taken.add(seat)
            seated.append((seat, player[1]))
    return against


def _turn(chair: Chair) -> tuple[bool, bool]:
    """Bands after players; a solo string or brass after the section whose role it could take."""
    mention, _ = chair
    return mention.kind == "band", any(program in _VOICE_PROGRAMS for _, program in mention.value)


def _seat(player: Player, taken: Collection[str], how: str) -> str | None:
    """The role a player takes: its own, or the tune if it leads or its own is taken."""
    role = player[0]
    if how == "lead" and "melody" not in taken and role != "drums":
        return "melody"
    if role not in taken:
        return role
    if role in _PLAIN:
        return None
    choices = ("melody", *(("bass",) if player[1] in _LOW else ()), *_NEIGHBOURS.get(role, ()))
    return next((seat for seat in choices if seat not in taken), None)


def _joins(named: Sequence[Mention], genre: str | None) -> bool:
    """Whether the players named join the usual band: one “with” in a genre of bands, or no tune."""
    if any(m.kind == "band" for m in named):
        return False
    rhythm = all(role in ("bass", "drums", "effects") for m in named for role, _ in m.value)
    has_band = genre not in (None, "general", "classical")
    return rhythm or (has_band and len(named) == 1 and named[0].how != "")


def _left_out(player: Player, without: Sequence[tuple[str, int | None]]) -> bool:
    """Whether “no guitar” means a player of the usual band: by role, a tune also by its sound."""
    sounds_like = family_of(player[1]).label if player[0] == "melody" else player[0]
    return any(role in (player[0], sounds_like) for role, _ in without)


def _voice(player: Player) -> bool:
    return player[0] in _VOICES or (
        player[0] != "bass" and player[1] in _VOICE_PROGRAMS and player[0] != "drums"
    )


def _give_tune(chairs: Sequence[Chair], without: Sequence[tuple[str, int | None]]) -> None:
    """Let somebody play the tune: the first single voice moves to it, else two hands share."""
    seated = [(own, player) for _, own in chairs for player in own]
    if any(role == "melody" for role, _ in [*without, *(player for _, player in seated)]):
        return
    for own, player in seated:
        if _voice(player):
            own[own.index(player)] = ("melody", player[1])
            return
    for own, player in seated:
        if player[0] in _HANDS:
            own.insert(own.index(player), ("melody", player[1]))
            return


def _fill(chairs: Sequence[Chair], rest: Sequence[Player]) -> None:
    """Let the usual band play too; a single voice that joins it takes the tune."""
    own = chairs[0][1]
    taken = {role for _, seated in chairs for role, _ in seated}
    if "melody" not in taken and _voice(own[0]):
        taken = (taken - {own[0][0]}) | {"melody"}
        own[0] = ("melody", own[0][1])
    chairs[-1][1].extend(player for player in rest if player[0] not in taken)


def _json(seated: Sequence[Player]) -> list[dict[str, object]]:
    return [{"role": role, "program": program} for role, program in seated]


def _text(mention: Mention, seated: Sequence[Player]) -> str:
    own = len(mention.value) + 1
    if mention.kind == "without":
        return f"{mention.text}: the others of the usual band" if seated else mention.text
    return f"{mention.text} in the usual band" if len(seated) > own else mention.text


assert all(role in {r.label for r in Role} for role in (*_VOICES, *_HANDS))
