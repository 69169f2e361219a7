"""What there is to tell of a heard note whether it belongs to the tune: numbers for a network."""

from typing import Final

import numpy as np
import numpy.typing as npt

from backend.music.hearing import semitones
from backend.music.hearing.network import FRAME_SECONDS, HOP, LOWEST, Floats, Heard
from backend.music.hearing.picking import Notes

# Where a note's sound is looked at: overtones, in semitones above it; …
_OVERTONES: Final = np.array([0, 12, 19, 24, 28, 31, 34, 36, 38, 40])
_BESIDE: Final = np.array([-12, -19, -1, 1, -7, 7, 5])
# … spectra of 23 ms before and after it begins; …
_MOMENTS: Final = np.array([-3, -1, 0, 1, 2, 4, 8, 14])
# … frames of 12 ms, as the ear answers them; …
_FRAMES: Final = np.array([-2, 0, 3, 8, 16, 32, 60])
# … and pitches around, when it has begun, and as it begins.
_AROUND: Final = np.array([-2, -1, 1, 2, -12, 12])
_AROUND_ONSET: Final = np.array([-1, 1, -12, 12])
_BEGUN: Final = 12  # frames

_MIDDLE: Final = 64  # MIDI pitch
_CHORD: Final = 0.035  # seconds within which notes begin together
_SHARED: Final = 0.02  # seconds that two notes sound together, to count as neighbours
_FAR: Final = 24  # semitones; what is farther away is all alike

# Columns that another key, tempo or room would alter, for who trains on them.
HIGH, HIGH_SQUARED, LENGTH_ROOT, LENGTH_LOG, SINCE, LOUDNESS = 0, 1, 2, 3, 6, 13
SOUND: Final = slice(31, None)
OVERTONES: Final = np.r_[31:41, 48:128].reshape(-1, len(_OVERTONES))  # on the whole, and at moments
CLUES: Final = 128


def clues(notes: Notes, heard: Heard, spectrum: Floats) -> Floats:
    """(n, CLUES) of notes sorted by onset.

    Args:
        notes: as they were picked.
        heard: how sure the ear is of pitches and beginnings.
        spectrum: of the same recording, see `semitones.semitones`.
    """
    if not len(notes):
        return np.zeros((0, CLUES), np.float32)
    frame = np.rint(notes["onset"] / FRAME_SECONDS).astype(int)
    pitch = notes["pitch"].astype(int)
    return np.column_stack((
        _itself(notes), _neighbours(notes), _loudness(spectrum, frame),
        _at(heard.sounding, frame[:, None] + _FRAMES, pitch[:, None] - LOWEST),
        _at(heard.sounding, frame[:, None] + _BEGUN, pitch[:, None] + _AROUND - LOWEST),
        _at(heard.onsets, frame[:, None], pitch[:, None] + _AROUND_ONSET - LOWEST),
        _sound(notes, spectrum),
    )).astype(np.float32)  # fmt: skip


def _itself(notes: Notes) -> Floats:
    high = (notes["pitch"].astype(float) - _MIDDLE) / _FAR
    length = notes["end"] - notes["onset"]
    return np.column_stack((
        high, high**2, np.sqrt(np.minimum(length, 2)), np.log1p(10 * length) / 3,
        notes["sure"], notes["attack"],
        np.diff(notes["onset"], prepend=notes["onset"][0]).clip(0, 1),
    ))  # fmt: skip


def _neighbours(notes: Notes) -> Floats:
    """What sounds above and below each note, how much begins with it, and how near the next is."""
    onset, end, sure = notes["onset"], notes["end"], notes["sure"].astype(float)
    pitch = notes["pitch"].astype(int)
    first = np.searchsorted(onset, onset - (end - onset).max())
    last = np.searchsorted(onset, end)
    found = np.zeros((len(notes), 6))
    for i, (a, b) in enumerate(zip(first.tolist(), last.tolist(), strict=True)):
        away = pitch[a:b] - pitch[i]
        shared = np.minimum(end[a:b], end[i]) - np.maximum(onset[a:b], onset[i])
        together = np.abs(onset[a:b] - onset[i]) < _CHORD
        weight = np.maximum(shared, 0) * sure[a:b] / max(end[i] - onset[i], 1e-3)
        for side, there in enumerate((away > 0, away < 0)):
            near = np.abs(away[there & (shared > _SHARED)]).min(initial=_FAR)
            found[i, side::2] = weight[there].sum(), np.sum(together & there), near
    return np.column_stack(
        (np.minimum(found[:, :2], 5) / 3, found[:, 2:4] / 3, found[:, 4:] / (_FAR / 2))
    )


def _loudness(spectrum: Floats, frame: npt.NDArray[np.intp]) -> Floats:
    """Of everything, an eighth of a second after each note begins."""
    at = np.rint(frame / (semitones.HOP / HOP)).astype(int) + 6
    loudness: Floats = spectrum[np.clip(at, 0, len(spectrum) - 1)].mean(axis=1)
    return loudness


def _sound(notes: Notes, spectrum: Floats) -> Floats:
    """How loud a note's overtones are: on the whole, and at single moments around its beginning."""
    step = FRAME_SECONDS * semitones.HOP / HOP
    start = np.rint(notes["onset"] / step).astype(int)
    length = np.minimum(notes["end"] - notes["onset"], 1)
    frames = np.maximum(np.rint(length / step).astype(int), 1)
    bin_ = notes["pitch"].astype(int)[:, None] - semitones.LOWEST
    sums = np.cumsum(np.vstack((np.zeros((1, spectrum.shape[1])), spectrum)), axis=0)
    begun = start[:, None] + 1
    until = np.minimum(begun + frames[:, None], len(spectrum))
    wanted = bin_ + np.concatenate((_OVERTONES, _BESIDE))
    whole = (_at(sums, until, wanted) - _at(sums, begun, wanted)) / np.maximum(until - begun, 1)
    moments = _at(spectrum, start[:, None, None] + _MOMENTS[:, None], bin_[:, :, None] + _OVERTONES)
    return np.column_stack((whole, moments.reshape(len(notes), -1)))


def _at(table: Floats, rows: npt.NDArray[np.intp], columns: npt.NDArray[np.intp]) -> Floats:
    """Cells of a table, broadcast: the first or last row for what lies before or after, else 0."""
    rows = np.clip(rows, 0, len(table) - 1)
    inside = (columns >= 0) & (columns < table.shape[1])
    found: Floats = np.where(inside, table[rows, np.clip(columns, 0, table.shape[1] - 1)], 0)
    return found
