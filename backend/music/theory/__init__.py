"""Theory: key, chords and roles, read from the notes of a score."""

from backend.music.theory.chord import (
    CHORD_COUNT,
    CHORD_TONES,
    QUALITIES,
    chord_index,
    chord_name,
    transpose_chord,
)
from backend.music.theory.chords import estimate_chords
from backend.music.theory.half_bars import chord_slots, half_position
from backend.music.theory.key import estimate_key, key_of_histogram
from backend.music.theory.melody import is_named_tune
from backend.music.theory.roles import assign_roles
from backend.music.theory.skyline import skyline

__all__ = [
    "CHORD_COUNT",
    "CHORD_TONES",
    "QUALITIES",
    "assign_roles",
    "chord_index",
    "chord_name",
    "chord_slots",
    "estimate_chords",
    "estimate_key",
    "half_position",
    "is_named_tune",
    "key_of_histogram",
    "skyline",
    "transpose_chord",
]
