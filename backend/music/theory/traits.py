"""What a track is like, in seven numbers that its role is judged by."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from backend.music.score import Score
from backend.music.theory.pitched import PitchedNotes


class Traits(NamedTuple):
    """What a track is like.

    `pitch` is its mean; `monophony`, `coverage`, `loudness`, `repeats` are shares from 0 to 1;
    `rate` counts onsets a quarter where it plays, `leap` is the mean interval in semitones.
    """

    pitch: float
    monophony: float
    coverage: float
    loudness: float
    rate: float
    repeats: float
    leap: float


def traits_of(score: Score, notes: PitchedNotes) -> dict[int, Traits]:
    """Measure the pitched tracks of a score, by their number, against its length."""
    if not notes.tracks:
        return {}
    whole = max(-(-score.end // (4 * score.ticks_per_quarter)), 1)
    sizes = [len(score.tracks[number].notes) for number in notes.tracks]
    # All tracks at once: the sums are of integers, so that their order does not matter.
    sums = np.add.reduceat(_countables(notes, score.ticks_per_quarter), notes.starts, axis=1)
    return {
        number: _traits(size, whole, *row)
        for number, size, row in zip(notes.tracks, sizes, sums.T.tolist(), strict=True)
    }


def _countables(notes: PitchedNotes, quarter: int) -> npt.NDArray[np.int64]:
    """(8, n): what each note adds to the sums of its track, in the order `_traits` takes them.

    The last five say how it goes on to the next note of its track: overlapping, into another bar,
    later, later on the same pitch, and the interval if later.
    """
    table = np.zeros((8, len(notes)), np.int64)
    np.multiply(notes.pitch, notes.duration, out=table[0])
    table[1], table[2] = notes.duration, notes.velocity
    gap = notes.onset[1:] - notes.onset[:-1]
    shorter = np.minimum(notes.duration[:-1], notes.duration[1:])
    new = gap > quarter // 12
    interval = np.abs(notes.pitch[1:] - notes.pitch[:-1])
    bar = notes.onset // (4 * quarter)
    table[3, :-1] = 2 * (notes.duration[:-1] - gap) > shorter
    table[4, :-1] = bar[1:] != bar[:-1]
    table[5, :-1] = new
    table[6, :-1] = new & (interval == 0)
    table[7, :-1] = new * interval
    table[3:, notes.starts[1:] - 1] = 0
    return table


def _traits(
    size: int,
    whole: int,
    pitch: int,
    duration: int,
    velocity: int,
    together: int,
    bar_changes: int,
    new: int,
    repeats: int,
    leaps: int,
) -> Traits:
    bars = bar_changes + 1
    return Traits(
        pitch=pitch / duration,
        monophony=1.0 - together / (size - 1) if size > 1 else 1.0,
        coverage=min(bars / whole, 1.0),
        loudness=velocity / size / 127,
        rate=new / (4 * bars),
        repeats=repeats / new if new else 0.0,
        leap=leaps / new if new else 0.0,
    )
