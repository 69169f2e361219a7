"""Roles: what a part does in a band, and the General MIDI programs that do it."""

from enum import IntEnum

import numpy as np


class Role(IntEnum):
    """The thirteen roles. The numbers are stored in weights and events: append, never reorder."""

    MELODY = 0
    BASS = 1
    DRUMS = 2
    PIANO = 3
    MALLETS = 4
    ORGAN = 5
    GUITAR = 6
    STRINGS = 7
    PAD = 8
    BRASS = 9
    WINDS = 10
    LEAD = 11
    EFFECTS = 12

    @property
    def label(self) -> str:
        """The lower-case name used in requests, files and pages."""
        return self.name.lower()


PITCHED_ROLES = tuple(r for r in Role if r is not Role.DRUMS)

# The program a role sounds with when nobody asked for another (General MIDI, counted from 0).
DEFAULT_PROGRAM = {
    Role.MELODY: 73, Role.BASS: 33, Role.DRUMS: 0, Role.PIANO: 0, Role.MALLETS: 11,
    Role.ORGAN: 16, Role.GUITAR: 25, Role.STRINGS: 48, Role.PAD: 89, Role.BRASS: 61,
    Role.WINDS: 66, Role.LEAD: 81, Role.EFFECTS: 47,
}  # fmt: skip


def _families() -> np.ndarray:
    table = np.full(128, int(Role.EFFECTS), np.uint8)
    for first, last, role in (
        (0, 7, Role.PIANO), (8, 15, Role.MALLETS), (16, 23, Role.ORGAN), (24, 31, Role.GUITAR),
        (32, 39, Role.BASS), (40, 46, Role.STRINGS), (47, 47, Role.EFFECTS), (48, 51, Role.STRINGS),
        (52, 54, Role.PAD), (55, 55, Role.EFFECTS), (56, 63, Role.BRASS), (64, 79, Role.WINDS),
        (80, 87, Role.LEAD), (88, 103, Role.PAD), (104, 107, Role.GUITAR), (108, 108, Role.MALLETS),
        (109, 109, Role.WINDS), (110, 110, Role.STRINGS), (111, 111, Role.WINDS),
        (112, 114, Role.MALLETS),
    ):  # fmt: skip
        table[first : last + 1] = role
    return table


_FAMILY = _families()


def family_of(program: int) -> Role:
    """The role that a General MIDI program (0–127) belongs to by its sound alone."""
    return Role(int(_FAMILY[program]))
