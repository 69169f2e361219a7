"""Ranges: the pitches (and drum strokes) that a player of each role can be given."""

import numpy as np
import numpy.typing as npt

from backend.music.events import vocabulary as v
from backend.music.score import Role

# Lowest and highest MIDI pitch; drums: the strokes of a General MIDI kit.
RANGES = {
    Role.MELODY: (48, 96), Role.BASS: (24, 62), Role.DRUMS: (35, 81), Role.PIANO: (24, 103),
    Role.MALLETS: (41, 103), Role.ORGAN: (36, 96), Role.GUITAR: (38, 88), Role.STRINGS: (31, 98),
    Role.PAD: (36, 96), Role.BRASS: (34, 88), Role.WINDS: (41, 98), Role.LEAD: (36, 98),
    Role.EFFECTS: (30, 100),
}  # fmt: skip


def allowed_pitches(role: Role, to_normal: int) -> npt.NDArray[np.int64]:
    """The pitch values of events that sound within a role's range after transposing back."""
    low, high = RANGES[role]
    if role is Role.DRUMS:
        return np.arange(v.DRUM_BASE + low, v.DRUM_BASE + high + 1)
    return np.arange(low, high + 1) + to_normal + v.SHIFT
