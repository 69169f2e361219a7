"""Sums over notes that key and roles are judged by: compiled loops, exact sums of integers."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from backend.music.compiled import kernel

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Notes = npt.NDArray[np.void]


class Weights(NamedTuple):
    """What speaks for a key, by pitch class: (12,) each, but for `opening` and `closing`.

    How long it sounds, for how long below the first quartile of the notes, and how many notes of it
    still sound in the last quarter; then the lowest pitch of the first and of the last quarter.
    """

    all: Floats
    bass: Floats
    last: Ints
    opening: np.int64
    closing: np.int64


@kernel
def key_weights(rows: Notes, quarter: int) -> Weights:
    """Weigh the notes of a piece; one counts for a bar of 4/4 at most."""
    first, end = np.int64(rows[0].onset), np.int64(0)
    for note in rows:
        first = min(first, np.int64(note.onset))
        end = max(end, np.int64(note.onset) + max(note.duration, 1))
    weight, count = np.zeros(256), np.zeros(256, np.int64)
    last = np.zeros(12, np.int64)
    opening = closing = np.int64(255)
    for note in rows:
        pitch = np.int64(note.pitch)
        duration = np.int64(max(note.duration, 1))
        weight[pitch] += min(duration, 4 * quarter)
        count[pitch] += 1
        if note.onset < first + quarter:
            opening = min(opening, pitch)
        if note.onset + duration > end - quarter:
            closing = min(closing, pitch)
            last[pitch % 12] += 1
    # Where the quartile falls between two notes it is interpolated, as `numpy.quantile` does: the
    # lower of them is below it if it is not the same pitch.
    place = len(rows) - 1
    whole, bass = np.zeros(12), np.zeros(12)
    reached = 0
    for number in range(256):
        reached += count[number]
        whole[number % 12] += weight[number]
        if 4 * reached <= place or (place % 4 and reached == place // 4 + 1):
            bass[number % 12] += weight[number]
    return Weights(whole, bass, last, opening, closing)


@kernel
def track_sums(rows: Notes, starts: Ints, quarter: int) -> Ints:
    """(tracks, 8): what `traits` makes the traits of each track from.

    Pitch times duration, duration, velocity, and how many notes go on to the next one of their
    track overlapping, into another bar of 4/4, later, and later on the same pitch; last the sum of
    the intervals to a later one.
    """
    sums = np.zeros((len(starts) - 1, 8), np.int64)
    for track in range(len(starts) - 1):
        for i in range(starts[track], starts[track + 1]):
            onset, duration = np.int64(rows[i].onset), np.int64(max(rows[i].duration, 1))
            pitch = np.int64(rows[i].pitch)
            sums[track, 0] += pitch * duration
            sums[track, 1] += duration
            sums[track, 2] += rows[i].velocity
            if i + 1 == starts[track + 1]:
                break
            gap = rows[i + 1].onset - onset
            shorter = min(duration, max(rows[i + 1].duration, 1))
            interval = abs(rows[i + 1].pitch - pitch)
            sums[track, 3] += 2 * (duration - gap) > shorter
            sums[track, 4] += rows[i + 1].onset // (4 * quarter) != onset // (4 * quarter)
            if gap > quarter // 12:
                sums[track, 5] += 1
                sums[track, 6] += interval == 0
                sums[track, 7] += interval
    return sums
