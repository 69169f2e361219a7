"""Onsets and ends moved to what can be written: sixteenths, or thirds of a beat."""

from bisect import bisect_right
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from backend.music.notation.bars import Bar, origins_of
from backend.music.notation.values import QUARTER, SIXTEENTH, TRIPLET, Metre

Ints = npt.NDArray[np.int64]
Threes = tuple[frozenset[int], ...]  # of each bar the beats that are divided by three


class Beat(NamedTuple):
    """From where to where a beat goes, in 24ths of the piece, and the shortest note in it."""

    start: int
    end: int
    step: int


def beat_at(place: int, bars: tuple[Bar, ...], origins: list[int], triplets: Threes) -> Beat:
    """The beat in which a place lies; beyond the end the last one."""
    index = min(bisect_right(origins, place), len(bars)) - 1
    bar, origin = bars[index], origins[index]
    number = min(place - origin, bar.metre.length - 1) // bar.metre.beat
    start = number * bar.metre.beat
    end = min(start + bar.metre.beat, bar.metre.length)
    step = TRIPLET if number in triplets[index] else SIXTEENTH
    return Beat(origin + start, origin + end, step)


def snapped(
    ticks: Ints, bars: tuple[Bar, ...], triplets: Threes | None = None
) -> tuple[Ints, Threes]:
    """Places in 24ths, and the beats of each bar that are divided by three.

    Without `triplets` each beat gets the division that its onsets are nearer to.
    """
    starts = np.array([bar.start for bar in bars])
    origins = origins_of(bars)
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
