"""Who plays: instrument words → players, each with a role of its own, one of them with the tune."""

from collections.abc import Sequence
from dataclasses import replace

from backend.music.prompt.lexicon import players, table
from backend.music.prompt.mentions import Mention
from backend.music.prompt.prompt import Unknown
from backend.music.prompt.settle import Settled, chip_of, overruled
from backend.music.score import Role, family_of

Player = tuple[str, int]

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
    named = [m for m in mentions if m.kind in ("player", "band")]
    absent = [m for m in mentions if m.kind == "without"]
    named, absent, against = _contradictions(_without_doubles(named), absent)
    usual = players(table("bands")["usual"][genre or "general"])
    without = [p for m in absent for p in m.value]
    exact = any(m.kind == "exact" for m in mentions)
    chips: list[tuple[Mention, list[Player]]] = [(m, []) for m in named]
    seats: dict[str, Player] = {}
    # A band fills the seats that the players named beside it leave.
    for mention, seated in sorted(chips, key=lambda chip: chip[0].kind == "band"):
        for player in _asked(mention):
            if mention.kind == "band" and (player[0] in seats or _left_out(player, without)):
                continue
            if (seat := _seat(player, seats, mention.how)) is None:
                if mention.kind == "player":
                    against.append(
                        mention.refused("there is no part left for it beside the others")
                    )
                continue
            seats[seat] = (seat, player[1])
            seated.append(seats[seat])
    if named and (exact or not _joins(named, genre)):
        _give_tune(chips, without)
    elif named:
        added = chips[-1][1]
        added += [p for p in usual if p[0] not in seats and not _left_out(p, without)]
        _lead_with(chips, seats)
        _give_tune(chips, without)
    elif absent:
        rest = [p for p in usual if not _left_out(p, without)]
        if not rest:
            return [], [*against, absent[-1].refused("nobody would be left to play")]
        chips.append((absent[-1], rest))
        _give_tune(chips, without)
        absent = absent[:-1]
    chips += [(m, []) for m in absent]
    out = [
        chip_of(replace(m, value=_json(seated), text=_text(m, seated)), "instruments")
        for m, seated in chips
        if seated or m.kind == "without"
    ]
    return out, against


def _without_doubles(named: Sequence[Mention]) -> list[Mention]:
    """Drop a plain “bass” or “drums” where a special one is asked for as well."""
    special = {p[0] for m in named for p in m.value if _PLAIN.get(p[0]) not in (None, p[1])}
    return [
        m for m in named
        if m.kind == "band" or m.value[0][0] not in special or m.value[0] not in _PLAIN.items()
    ]  # fmt: skip


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


def _asked(mention: Mention) -> tuple[Player, ...]:
    players_: tuple[Player, ...] = mention.value
    return players_


def _seat(player: Player, seats: dict[str, Player], how: str) -> str | None:
    """The role a player takes: its own, or the tune if it leads or its own is taken."""
    role = player[0]
    if how == "lead" and "melody" not in seats and role != "drums":
        return "melody"
    if role not in seats:
        return role
    if role in _PLAIN:
        return None
    choices = ("melody", *(("bass",) if player[1] in _LOW else ()), *_NEIGHBOURS.get(role, ()))
    return next((seat for seat in choices if seat not in seats), None)


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


def _give_tune(
    chips: list[tuple[Mention, list[Player]]],
    without: Sequence[tuple[str, int | None]],
) -> None:
    """Let somebody play the tune: the first single voice moves to it, else two hands share."""
    seated = [(own, player) for _, own in chips for player in own]
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


def _lead_with(chips: list[tuple[Mention, list[Player]]], seats: dict[str, Player]) -> None:
    """In the usual band an added single voice takes the tune from whoever has it there."""
    own = chips[0][1]
    first = own[0]
    if _voice(first) and "melody" not in seats:
        own[:] = [("melody", first[1]), *(p for p in own[1:] if p[0] != "melody")]


def _json(seated: Sequence[Player]) -> list[dict[str, object]]:
    return [{"role": role, "program": program} for role, program in seated]


def _text(mention: Mention, seated: Sequence[Player]) -> str:
    own = len(_asked(mention)) + 1
    if mention.kind == "without":
        return f"{mention.text}: the others of the usual band" if seated else mention.text
    return f"{mention.text} in the usual band" if len(seated) > own else mention.text


assert all(role in {r.label for r in Role} for role in (*_VOICES, *_HANDS))
