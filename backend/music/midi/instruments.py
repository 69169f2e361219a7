"""General MIDI: what the programs and drum kits are called, and which of them suit a role."""

from functools import cache
from typing import Final

from backend.music.score import Role, family_of

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
    """(program, name) of a role's family; kits for the drums, and everything for a melody."""
    if role is Role.DRUMS:
        return list(DRUM_KITS.items())
    fits = [p for p in range(128) if role in (Role.MELODY, family_of(p))]
    return [(program, program_name(program)) for program in fits]
