"""The grid: bars no longer than the events can hold, and notes laid on their ticks."""

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from backend.music.events.vocabulary import LONGEST_BAR, TICKS
from backend.music.score import BAR, Bars, Score, bars_of
from backend.music.theory import half_position

Bar = tuple[int, int, int, int]  # a row of BAR


def grid_bars(score: Score) -> Bars:
    """The bars of a score, with bars of more than 72 grid ticks (4/2, say) split in equal parts."""
    bars = bars_of(_with_real_bars(score))
    longest = score.ticks_per_quarter * LONGEST_BAR // TICKS
    if not (bars.rows["length"] > longest).any():
        return bars
    quarter = score.ticks_per_quarter
    rows = [part for row in bars.rows.tolist() for part in _split(row, longest, quarter)]
    return Bars(np.array(rows, BAR))


def _with_real_bars(score: Score) -> Score:
    """Read a piece written in 1/4 throughout, as beat trackers do, in 4/4."""
    beat = (score.metres["numerator"] == 1) & (score.metres["denominator"] == 4)
    if not len(beat) or not beat.all():
        return score
    metres = score.metres[:1].copy()
    metres["numerator"] = 4
    return replace(score, metres=metres)


def _split(bar: Bar, longest: int, quarter: int) -> list[Bar]:
    start, length, *_ = bar
    if length <= longest:
        return [bar]
    parts = -(-length // longest)
    step = min(max(-(-length // parts // quarter) * quarter, 1), longest)
    sizes = [min(step, length - at) for at in range(0, length, step)]
    return [(start + i * step, size, max(size // quarter, 1), 4) for i, size in enumerate(sizes)]


def grid_lengths(bars: Bars, ticks_per_quarter: int) -> npt.NDArray[np.int64]:
    """The length of each bar in grid ticks, 1–72."""
    lengths = np.rint(bars.rows["length"] * (TICKS / ticks_per_quarter)).astype(np.int64)
    return np.clip(lengths, 1, LONGEST_BAR)


def place(
    ticks: npt.NDArray[np.int64], bars: Bars, ticks_per_quarter: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The (bar, grid tick) nearest to each tick of the score.

    What rounds up to the end of a bar stands on the next bar's first tick; behind the last bar
    that is bar `len(bars)`, which the caller must add.
    """
    starts = bars.rows["start"].astype(np.int64)  # a field of records is searched slowly
    bar = np.maximum(np.searchsorted(starts, ticks, "right") - 1, 0)
    inside = ticks - starts.take(bar)
    position = np.rint(inside * (TICKS / ticks_per_quarter)).astype(np.int64)
    over = position >= grid_lengths(bars, ticks_per_quarter).take(bar)
    return bar + over, position * ~over


def half_tick(length: int, numerator: int, denominator: int) -> int:
    """The grid tick of a bar's second chord, or 0 if it holds one chord only."""
    half = half_position(numerator, denominator)
    tick = round(half * TICKS) if half is not None else 0
    return tick if 0 < tick < length else 0
