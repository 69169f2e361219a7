"""General MIDI: what the programs and drum kits are called, and which of them suit a role."""

from functools import cache
from typing import Final

from backend.music.score import DEFAULT_PROGRAM, Role, family_of

# The kits of General MIDI 2 by program on the drum channel; the numbers between sound as the one
# before.
DRUM_KITS: Final = {
    0: "Standard Kit",
    8: "Room Kit",
    16: "Power Kit",
    24: "Electronic Kit",
    25: "Analog Kit",
    32: "Jazz Kit",
    40: "Brush Kit",
    48: "Orchestra Kit",
    56: "Sound Effects Kit",
}

# A tune can be played by everything that has a clear pitch and is not made for the bottom.
_NO_MELODY: Final = {Role.BASS, Role.EFFECTS, Role.DRUMS}


@cache
def _names() -> tuple[str, ...]:
    # Only here, because the import takes a tenth of a second.
    from pretty_midi.constants import INSTRUMENT_MAP

    return tuple(INSTRUMENT_MAP)


def program_name(program: int) -> str:
    """The General MIDI name of a program 0–127, such as "Acoustic Grand Piano"."""
    return _names()[program]


def drum_kit_name(program: int) -> str:
    """The General MIDI 2 name of the kit that a program 0–127 chooses on the drum channel."""
    return DRUM_KITS[max(kit for kit in DRUM_KITS if kit <= program)]


def programs_of(role: Role) -> list[tuple[int, str]]:
    """(program, name) of all programs that can do what a role does; kits for the drums."""
    if role is Role.DRUMS:
        return list(DRUM_KITS.items())
    if role is Role.MELODY:
        fits = {p for p in range(128) if family_of(p) not in _NO_MELODY}
    else:
        fits = {p for p in range(128) if family_of(p) is role}
    # The usual program of effects is a pad by its family.
    return [(program, program_name(program)) for program in sorted(fits | {DEFAULT_PROGRAM[role]})]
