"""Players on staves: onsets and ends moved to what can be written, one chord after another."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from backend.music.notation.values import QUARTER, SIXTEENTH, TRIPLET, Metre
from backend.music.score import Score, Track, bars_of
from backend.music.score.score import Rows

_SPLIT: Final = 60  # middle C: from here on a keyboard's notes stand on the upper staff
_KEYBOARDS: Final = range(8)
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Bar:
    """One bar of a score as written: where it lies in ticks, and its beats in 24ths."""

    start: int
    ticks: int
    numerator: int
    denominator: int
    metre: Metre

    @property
    def is_full(self) -> bool:
        """Whether it is as long as its time signature says."""
        return self.metre.length * self.denominator == self.numerator * 4 * QUARTER


@dataclass(frozen=True)
class Chord:
    """Pitches that begin together, from `start` to `stop` in 24ths of the whole piece."""

    start: int
    stop: int
    pitches: tuple[int, ...]


@dataclass(frozen=True)
class Staff:
    """One voice: chords in order of time, never two at once.

    Attributes:
        chords: see there.
        triplets: beats of each bar that are divided by three.
        low: whether it reads in the bass clef.
    """

    chords: tuple[Chord, ...]
    triplets: tuple[frozenset[int], ...]
    low: bool

    def between(self, start: int, stop: int) -> tuple[Chord, ...]:
        """The chords that sound there."""
        first = bisect_right(self.chords, start, key=lambda chord: chord.stop)
        last = bisect_left(self.chords, stop, key=lambda chord: chord.start)
        return self.chords[first:last]


class Beat(NamedTuple):
    """From where to where a beat goes, in 24ths of the piece, and the shortest note in it."""

    start: int
    end: int
    step: int


def bars_of_page(score: Score) -> tuple[Bar, ...]:
    """The bars, their lengths rounded to 32nds."""
    found = []
    for start, ticks, numerator, denominator in bars_of(score).rows.tolist():
        length = max(3 * round(ticks * QUARTER / score.ticks_per_quarter / 3), 3)
        metre = Metre.of(numerator, denominator, length)
        found.append(Bar(start, ticks, numerator, denominator, metre))
    return tuple(found)


def staves_of(track: Track, bars: tuple[Bar, ...]) -> tuple[Staff, ...]:
    """The staves of a player: two for a piano that uses both, else one."""
    notes = track.notes
    if track.is_drum:
        return (_staff(notes, bars, drums=True),)
    high = notes["pitch"] >= _SPLIT
    if track.program in _KEYBOARDS and 0.1 < high.mean() < 0.9:
        return (_staff(notes[high], bars, low=False), _staff(notes[~high], bars, low=True))
    return (_staff(notes, bars),)


def _staff(
    notes: Rows, bars: tuple[Bar, ...], *, low: bool | None = None, drums: bool = False
) -> Staff:
    onsets = notes["onset"].astype(np.int64)
    firsts, triplets = _snapped(onsets, bars)
    lasts, _ = _snapped(onsets + notes["duration"], bars, triplets)
    chords: list[Chord] = []
    origins = _origins(bars)
    order = np.argsort(firsts, kind="stable")
    starts, begins = np.unique(firsts[order], return_index=True)
    groups = np.split(order, begins[1:])
    following = np.append(starts[1:], origins[-1])
    for start, after, here in zip(starts.tolist(), following.tolist(), groups, strict=True):
        beat = _beat_at(start, bars, origins, triplets)
        stop = max(int(lasts[here].max()), start + beat.step)
        last = _beat_at(stop, bars, origins, triplets)
        if drums:  # percussion has no length: written to the end of its beat
            stop = beat.end
        elif after - stop <= SIXTEENTH:  # a gap that is too short to hear is no rest
            stop = after
        elif start < last.start and stop - last.start <= last.step:
            stop = last.start  # it only just reaches into a beat: it was meant to end before
        pitches = tuple(sorted({int(p) for p in notes["pitch"][here]}))
        chords.append(Chord(start, min(stop, after), pitches))
    if low is None:
        low = bool(len(notes)) and float(np.median(notes["pitch"])) < _SPLIT - 3
    return Staff(tuple(chords), triplets, low)


def _beat_at(
    place: int, bars: tuple[Bar, ...], origins: list[int], triplets: tuple[frozenset[int], ...]
) -> Beat:
    """The beat in which a place lies; beyond the end the last one."""
    index = min(bisect_right(origins, place), len(bars)) - 1
    bar, origin = bars[index], origins[index]
    number = min(place - origin, bar.metre.length - 1) // bar.metre.beat
    start = number * bar.metre.beat
    end = min(start + bar.metre.beat, bar.metre.length)
    step = TRIPLET if number in triplets[index] else SIXTEENTH
    return Beat(origin + start, origin + end, step)


def _origins(bars: tuple[Bar, ...]) -> list[int]:
    """Where each bar begins, and after the last where all end, in 24ths of the piece."""
    return [0, *accumulate(bar.metre.length for bar in bars)]


def _snapped(
    ticks: Ints, bars: tuple[Bar, ...], triplets: tuple[frozenset[int], ...] | None = None
) -> tuple[Ints, tuple[frozenset[int], ...]]:
    """Places in 24ths, and the beats of each bar that are divided by three.

    Without `triplets` each beat gets the division that its onsets are nearer to.
    """
    starts = np.array([bar.start for bar in bars])
    origins = _origins(bars)
    place = np.clip(np.searchsorted(starts, ticks, side="right") - 1, 0, len(bars) - 1)
    order = np.argsort(place, kind="stable")
    edges = np.searchsorted(place[order], np.arange(len(bars) + 1))
    out = np.zeros(len(ticks), np.int64)
    found = []
    for number, bar in enumerate(bars):
        mine = order[edges[number] : edges[number + 1]]
        inside = (ticks[mine] - bar.start) * bar.metre.length / bar.ticks
        beats = np.minimum(inside // bar.metre.beat, (bar.metre.length - 1) // bar.metre.beat)
        within = inside - beats * bar.metre.beat
        if triplets is None:
            threes = _threes(beats, within, bar.metre)
            found.append(threes)
        else:
            threes = triplets[number]
        step = np.where(np.isin(beats, list(threes)), TRIPLET, SIXTEENTH)
        moved = beats * bar.metre.beat + np.rint(within / step) * step
        out[mine] = origins[number] + np.minimum(moved, bar.metre.length).astype(np.int64)
    return out, tuple(found) if triplets is None else triplets


def _threes(
    beats: npt.NDArray[np.float64], within: npt.NDArray[np.float64], metre: Metre
) -> frozenset[int]:
    """The beats whose onsets stand nearer to thirds than to quarters of it."""
    if metre.beat != QUARTER:
        return frozenset()  # three eighths divide themselves
    found = set()
    for beat in np.unique(beats).tolist():
        here = within[beats == beat]
        by_two = np.abs(here - np.rint(here / SIXTEENTH) * SIXTEENTH).sum()
        by_three = np.abs(here - np.rint(here / TRIPLET) * TRIPLET).sum()
        complete = (beat + 1) * metre.beat <= metre.length
        if complete and by_three < by_two - 1 and np.any(np.rint(here / TRIPLET) % 3):
            found.add(int(beat))
    return frozenset(found)
