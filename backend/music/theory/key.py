"""Key estimation: pitch-class profiles, with the bass line's ends to tell relative keys apart."""

import math

import numpy as np
import numpy.typing as npt

from backend.music.score import Key, Score
from backend.music.theory.pitched import PitchedNotes, pitched_notes

# Krumhansl & Kessler 1982 (probe tones) and Temperley 2007 (Kostka-Payne corpus), tonic first.
_KK = (
    (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88),
    (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17),
)
_TEMPERLEY = (
    (0.748, 0.060, 0.488, 0.082, 0.670, 0.460, 0.096, 0.715, 0.104, 0.366, 0.057, 0.400),
    (0.712, 0.084, 0.474, 0.618, 0.049, 0.460, 0.105, 0.747, 0.404, 0.067, 0.133, 0.330),
)
# How much the profile match (a correlation, −1…1) may be moved by each piece of evidence.
_FIRST_BASS = 0.05
_LAST_BASS = 0.20
_LAST_CHORD = 0.10
_BASS_LINE = 0.15
# Per key: its tonic, third and fifth, and the third of the other mode.
_TONIC = np.arange(24) % 12
_THIRD = (_TONIC + np.repeat([4, 3], 12)) % 12
_OTHER_THIRD = (_TONIC + np.repeat([3, 4], 12)) % 12
_FIFTH = (_TONIC + 7) % 12
# Differences of scores at or above this count as certain.
_CERTAIN = 0.25


def _rows(profiles: tuple[tuple[float, ...], ...]) -> npt.NDArray[np.float64]:
    """(24, 12): zero-mean unit-length profiles of the 12 major, then the 12 minor keys."""
    rows = np.array([np.roll(profile, tonic) for profile in profiles for tonic in range(12)])
    rows -= rows.mean(1, keepdims=True)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows


_PROFILES = (_rows(_KK) + _rows(_TEMPERLEY)) / 2


def key_scores(histogram: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """(24,) match of a (12,) pitch-class histogram with the 12 major, then 12 minor keys."""
    centred = histogram - histogram.mean()
    norm = math.sqrt(centred @ centred)
    scores: npt.NDArray[np.float64] = _PROFILES @ (centred / norm if norm > 0 else centred)
    return scores


def key_of_histogram(histogram: npt.NDArray[np.float64]) -> tuple[Key, float]:
    """The best key of a (12,) pitch-class histogram, and the margin over the second best, 0…1.

    An even or empty histogram gives C major with confidence 0.
    """
    return _best(key_scores(np.asarray(histogram, np.float64)))


def estimate_key(score: Score, notes: PitchedNotes | None = None) -> tuple[Key, float]:
    """The key that most of the piece stands in, and how far it leads the second best, 0…1.

    Drums are left out. A score without pitched notes gives C major with confidence 0. `notes` are
    its pitched notes, for those who have them.
    """
    notes = notes or pitched_notes(score)
    if not len(notes):
        return Key(0), 0.0
    from backend.music.theory.counting import key_weights

    weights = key_weights(notes.rows, score.ticks_per_quarter)
    scores = key_scores(weights.all)
    # The ends of the piece: what sounds in its first and last quarters, and the lowest of it.
    scores[weights.opening % 12 :: 12] += _FIRST_BASS
    scores[weights.closing % 12 :: 12] += _LAST_BASS
    closing = weights.last > 0
    scores += _LAST_CHORD * (closing[_TONIC] & closing[_THIRD] & ~closing[_OTHER_THIRD])
    bass = weights.bass
    if bass.any():
        bass = bass / bass.max()
        scores += _BASS_LINE * (bass[_TONIC] + 0.5 * bass[_FIFTH])
    return _best(scores)


def _best(scores: npt.NDArray[np.float64]) -> tuple[Key, float]:
    order = np.argsort(-scores, kind="stable")
    margin = float(scores[order[0]] - scores[order[1]])
    return Key(int(order[0]) % 12, bool(order[0] >= 12)), min(max(margin / _CERTAIN, 0.0), 1.0)
