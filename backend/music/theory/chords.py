"""Chord estimation: one chord per slot by template match, then the cheapest way through them."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from backend.music.score import Role, Score
from backend.music.theory.chord import CHORD_COUNT, INTERVALS, QUALITIES
from backend.music.theory.key import key_scores
from backend.music.theory.pitched import PitchedNotes, pitched_notes
from backend.music.theory.roles import assign_roles

Floats = npt.NDArray[np.float64]

_MELODY_WEIGHT = 0.6  # a tune passes through notes that are not the chord's
_OUTSIDE = 1.0  # cost of a slot's share of notes that are not in the chord
_OUT_OF_KEY = 0.05  # cost of each chord tone outside the piece's scale
_BASS_ROOT = 0.32  # gain when the lowest notes are the root …
_BASS_TONE = 0.14  # … or another chord tone
_PRESENT = 0.12  # share of a slot at which a chord tone counts as really there
# What it costs that a tone is absent: root, third (or fourth), fifth, seventh.
_ABSENT = (0.20, 0.14, 0.05, 0.25)
# What a quality costs by itself, so that plain triads win when both explain the notes.
_RARITY = {
    "": 0.0, "m": 0.0, "7": 0.16, "maj7": 0.20, "m7": 0.18, "dim": 0.06, "m7b5": 0.20,
    "aug": 0.16, "sus4": 0.14, "5": 0.06,
}  # fmt: skip
_CHANGE = 0.25  # charge for a new chord in mid-bar …
_CHANGE_AT_BAR = 0.15  # … and at a bar line, where chords like to change
# The lowest note is looked for in quarters of a slot; the bass on the beat names the chord.
_CELL_WEIGHTS = np.array([2.0, 1.0, 1.0, 1.0]) / 5.0
_MOST_PAIRS = 20_000_000  # of notes and slots at a time


def _tables() -> tuple[Floats, Floats, Floats, Floats]:
    """Per chord 1…120: gain per pitch class (12, 120), absent cost, bass gain, own cost."""
    count = CHORD_COUNT - 1
    gain = np.full((12, count), -_OUTSIDE)
    absent = np.zeros((12, count))
    bass = np.zeros((12, count))
    own = np.zeros(count)
    for root in range(12):
        for quality, intervals in enumerate(INTERVALS):
            chord = root * len(QUALITIES) + quality
            own[chord] = _RARITY[QUALITIES[quality]]
            for place, interval in enumerate(intervals):
                tone = (root + interval) % 12
                gain[tone, chord] = 1.0
                bass[tone, chord] = _BASS_TONE
                absent[tone, chord] = _ABSENT[place]
            bass[root, chord] = _BASS_ROOT
            if QUALITIES[quality] in ("5", "dim", "m7b5", "aug"):  # nothing without its fifth
                absent[(root + intervals[-1 if intervals[-1] < 9 else 2]) % 12, chord] = 0.25
    return gain, absent, bass, own


_GAIN, _MISSING, _BASS, _OWN = _tables()
_EVIDENCE = np.vstack([_GAIN, _BASS, -_MISSING])  # what share, bass and absence of a tone say
_MAJOR_SCALE = (0, 2, 4, 5, 7, 9, 11)
_MINOR_SCALE = (0, 2, 3, 5, 7, 8, 10, 11)


def _empty() -> Floats:
    """(24, 120): how well each chord explains nothing, in the 12 major and the 12 minor keys."""
    outside = np.ones((24, 12))
    for key in range(24):
        scale = _MAJOR_SCALE if key < 12 else _MINOR_SCALE
        outside[key, (np.array(scale) + key) % 12] = 0.0
    scores: Floats = -_MISSING.sum(0) - _OWN - _OUT_OF_KEY * (outside @ (_GAIN > 0).astype(float))
    return scores


_EMPTY = _empty()


def estimate_chords(
    score: Score,
    starts: npt.ArrayLike,
    ends: npt.ArrayLike,
    bar_start: npt.ArrayLike | None = None,
    roles: Sequence[npt.NDArray[np.uint8]] | None = None,
    notes: PitchedNotes | None = None,
) -> npt.NDArray[np.uint8]:
    """Name one chord for each slot [starts[i], ends[i]).

    Args:
        score: The piece; its drums are left out.
        starts: (n,) ticks, ascending; slots do not overlap.
        ends: (n,) ticks.
        bar_start: (n,) true where a slot opens a bar; a change is cheaper there.
        roles: What `assign_roles` says of this score, to spare its work a second time.
        notes: The score's pitched notes, for those who have them.

    Returns:
        (n,) chord numbers. A silent slot carries the chord before it on; 0 stands only before
        the first pitched note.
    """
    start, end = np.asarray(starts, np.int64), np.asarray(ends, np.int64)
    notes = notes or pitched_notes(score)
    if not len(start) or not len(notes):
        return np.zeros(len(start), np.uint8)
    from backend.music.theory import harmony

    roles = assign_roles(score) if roles is None else roles
    role = np.concatenate([roles[number] for number in notes.tracks])
    # Where notes and slots would make too many pairs, as only a hostile file has them, notes count
    # for less long.
    longest = max(_MOST_PAIRS // len(notes), 64)
    profile = harmony.profiles(
        notes.rows, role, int(Role.MELODY), _MELODY_WEIGHT, start, end, longest
    )
    bass = harmony.bass_profiles(notes.rows, start, end, _CELL_WEIGHTS, longest)
    is_bar = np.zeros(len(start), np.bool_) if bar_start is None else np.asarray(bar_start)
    change = np.where(is_bar, _CHANGE_AT_BAR, _CHANGE)
    empty = _EMPTY[np.argmax(key_scores(profile.sum(0)))]
    chords: npt.NDArray[np.uint8] = harmony.best_chords(
        profile, bass, _EVIDENCE, empty, _PRESENT, change
    )
    return chords
