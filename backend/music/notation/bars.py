"""Bars as they are written: their lengths in what can be notated, and the key each stands in."""

from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from backend.music.notation.values import QUARTER, Metre
from backend.music.score import Key, Score, bars_of
from backend.music.score.score import Rows


@dataclass(frozen=True)
class Bar:
    """One bar of a score as written: where it lies in ticks, its beats in 24ths, and its key."""

    start: int
    ticks: int
    numerator: int
    denominator: int
    metre: Metre
    key: Key | None = None

    @property
    def is_full(self) -> bool:
        """Whether it is as long as its time signature says."""
        return self.metre.length * self.denominator == self.numerator * 4 * QUARTER

    @property
    def fifths(self) -> int:
        """Sharps of its signature, negative for flats; none where the key is unknown."""
        return self.key.fifths if self.key else 0

    def full_ticks(self, ticks_per_quarter: int) -> int:
        """How long its time signature says it is, in ticks."""
        return max(4 * ticks_per_quarter * self.numerator // self.denominator, 1)

    def place(self, tick: int) -> int:
        """How far into it a tick lies, in 24ths of a quarter."""
        return round((tick - self.start) * self.metre.length / self.ticks)


def bars_of_page(score: Score, key: Key | None = None) -> tuple[Bar, ...]:
    """The bars to the end of the song, their lengths rounded to 32nds.

    Args:
        score: all of it: a part that ends earlier has the same bars.
        key: of all bars; by default those that the score says.
    """
    rows = bars_of(score).rows
    found = []
    for row, its in zip(rows.tolist(), _keys(score, rows, key), strict=True):
        start, ticks, numerator, denominator = row
        length = max(3 * round(ticks * QUARTER / score.ticks_per_quarter / 3), 3)
        metre = Metre.of(numerator, denominator, length)
        found.append(Bar(start, ticks, numerator, denominator, metre, its))
    return tuple(found)


def origins_of(bars: tuple[Bar, ...]) -> list[int]:
    """Where each bar begins, and after the last where all end, in 24ths of the piece."""
    return [0, *accumulate(bar.metre.length for bar in bars)]


def _keys(score: Score, rows: Rows, key: Key | None) -> list[Key | None]:
    """The key of each bar; a change in mid-bar stands at the nearer bar line."""
    if key or not len(score.keys):
        return [key] * len(rows)
    middles = rows["start"] + rows["length"] / 2
    first_bars = np.searchsorted(middles, score.keys["tick"], side="right")
    latest = np.searchsorted(first_bars, np.arange(len(rows)), side="right") - 1
    keys = [Key(tonic, minor) for _, tonic, minor in score.keys.tolist()]
    return [keys[max(change, 0)] for change in latest.tolist()]
