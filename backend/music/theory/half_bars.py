"""Half bars: the slots that chords are named for, one or two in every bar."""

from fractions import Fraction
from functools import cache

import numpy as np
import numpy.typing as npt

from backend.music.score import Bars

# Bars shorter than this many quarters hold one chord; 6/8, which is counted in two, is excepted.
_SHORTEST_SPLIT = Fraction(7, 2)


@cache
def half_position(numerator: int, denominator: int) -> Fraction | None:
    """Where the second chord of a bar of this metre stands, in quarters after the bar line.

    It is the beat nearest to the middle, the later of two equally near ones (5/4 → 3, 9/8 → 3);
    None for a metre that has one chord a bar.
    """
    length = Fraction(4 * numerator, denominator)
    if (numerator, denominator) == (6, 8):
        return Fraction(3, 2)
    if length < _SHORTEST_SPLIT:
        return None
    beat = Fraction(4, denominator)
    if denominator >= 8 and numerator % 3 == 0 and numerator > 3:
        beat *= 3
    before = (length / 2) // beat * beat
    after = before + beat
    nearest = before if length / 2 - before < after - length / 2 else after
    return nearest if 0 < nearest < length else length / 2


def chord_slots(
    bars: Bars, ticks_per_quarter: int
) -> tuple[
    npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.bool_]
]:
    """Cut bars into chord slots.

    Returns:
        `(starts, ends, bar_index, is_half)`, each (n,): the slot [start, end) in ticks, its bar
        (0-based), and whether it is the second slot of that bar. Consecutive and sorted. A bar
        that a metre change cut off before its half has one slot.
    """
    rows = bars.rows
    start = rows["start"].astype(np.int64)
    length = rows["length"].astype(np.int64)
    half = np.zeros(len(rows), np.int64)
    kinds = rows["numerator"].astype(np.int64) * 65536 + rows["denominator"]
    for kind in set(kinds.tolist()):
        position = half_position(kind // 65536, kind % 65536)
        if position is not None:
            half[kinds == kind] = round(position * ticks_per_quarter)
    half[half >= length] = 0
    count = 1 + (half > 0)
    bar_index = np.repeat(np.arange(len(rows)), count)
    is_half = np.zeros(len(bar_index), np.bool_)
    is_half[1:] = bar_index[1:] == bar_index[:-1]
    starts = start[bar_index] + np.where(is_half, half[bar_index], 0)
    ends = start[bar_index] + length[bar_index]
    ends[:-1] = np.where(is_half[1:], starts[1:], ends[:-1])
    return starts, ends, bar_index, is_half
