"""The grid: beats in seconds become ticks, bars and a tempo map, and seconds find their ticks."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from backend.music.hearing.bars import Measure
from backend.music.score import METRE, TEMPO
from backend.music.score.score import Rows

Array = npt.NDArray[np.float64]

QUARTER: Final = 480  # ticks
_FEWEST: Final = 8  # beats that make a tempo
_STEADY: Final = (0.03, 0.08)  # seconds that nine in ten, and all, beats may lie off a steady line
_PLAIN: Final = 120.0  # quarters a minute where no beat was found
_TEMPOS: Final = (10.0, 990.0)  # what a tempo map can hold
_SNAP: Final = 0.045  # seconds: what is nearer to a place of the grid is put there
_PLACES: Final = (4, 3)  # parts of a beat: sixteenths, and triplets


@dataclass(frozen=True)
class Grid:
    """Where the beats lie.

    Attributes:
        beats: when each falls, in seconds of the recording; two or more.
        measure: the metre and the first downbeat among them.
        first: how many beats the first of them stands after the start of the score, whole bars
            before the first note.
    """

    beats: Array
    measure: Measure
    first: int

    @property
    def origin(self) -> float:
        """When the score starts, in seconds of the recording; negative before it begins."""
        return float(self.beats[0] - self.first * (self.beats[1] - self.beats[0]))

    @property
    def tempos(self) -> Rows:
        """TEMPO rows: one for a steady piece, else one wherever it changes."""
        spans = np.diff(self.beats)
        ticks = (self.first + np.arange(len(spans))) * QUARTER
        ticks[0] = 0
        bpm = np.clip(60 / spans, *_TEMPOS)
        kept = np.append(True, np.abs(np.diff(bpm)) > 1e-6)
        rows = np.zeros(int(kept.sum()), TEMPO)
        rows["tick"], rows["bpm"] = ticks[kept], bpm[kept]
        return rows

    @property
    def metres(self) -> Rows:
        """METRE rows: one."""
        return np.array([(0, self.measure.beats, 4)], METRE)

    def places(self, seconds: Array) -> Array:
        """How many beats after the start of the score each moment lies."""
        index = np.clip(np.searchsorted(self.beats, seconds, side="right") - 1, 0, None)
        index = np.minimum(index, len(self.beats) - 2)
        span = self.beats[index + 1] - self.beats[index]
        return np.asarray(self.first + index + (seconds - self.beats[index]) / span, np.float64)

    def ticks(self, seconds: Array, *, snapped: bool = True) -> npt.NDArray[np.int64]:
        """The ticks of moments; `snapped` puts what is near a sixteenth or a triplet there."""
        places = self.places(seconds)
        ticks = np.rint(places * QUARTER).astype(np.int64)
        if not snapped:
            return ticks
        index = np.clip(places.astype(int) - self.first, 0, len(self.beats) - 2)
        span = self.beats[index + 1] - self.beats[index]
        best = np.full(len(places), _SNAP)
        for parts in _PLACES:
            near = np.rint(places * parts) / parts
            away = np.abs(near - places) * span
            ticks = np.where(away < best, np.rint(near * QUARTER).astype(np.int64), ticks)
            best = np.minimum(best, away)
        return ticks


def grid(beats: Array, measure: Measure, first_note: float) -> Grid:
    """Lay a grid over a recording.

    A steady piece gets one tempo. The score starts with the bar of the first note, whether the
    recording has begun by then or not.
    """
    if len(beats) < _FEWEST:
        beats = first_note + np.arange(2) * 60 / _PLAIN
        return Grid(beats, Measure(4, 0), 0)
    beats = _steadied(beats)
    span = float(beats[1] - beats[0])
    before = (beats[0] - first_note) / span  # beats that the first note comes before the first beat
    first = -measure.first
    while first < before - 0.25:  # a note a shade early belongs to the beat
        first += measure.beats
    while first - measure.beats >= before - 0.25:
        first -= measure.beats
    return Grid(beats, measure, first) if first >= 0 else _later(beats, measure, first)


def _later(beats: Array, measure: Measure, first: int) -> Grid:
    """The grid without the beats before the score starts."""
    return Grid(beats[-first:], Measure(measure.beats, 0), 0)


def _steadied(beats: Array) -> Array:
    """The beats on one line, if they lie near one."""
    count = np.arange(len(beats))
    slope, start = np.polyfit(count, beats, 1)
    line = start + slope * count
    off = np.abs(beats - line)
    if np.quantile(off, 0.9) <= _STEADY[0] and off.max() <= _STEADY[1]:
        return np.asarray(line, np.float64)
    return beats
