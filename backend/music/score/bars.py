"""Bars: where every bar of a score begins, how long it is and in which metre it stands."""

from dataclasses import dataclass

import numpy as np

from backend.music.score.score import Rows, Score

BAR = np.dtype([("start", "<i4"), ("length", "<i4"), ("numerator", "<i2"), ("denominator", "<i2")])


@dataclass(frozen=True)
class Bars:
    """`rows` is (n,) of BAR in ticks of the score; consecutive, the first starting at tick 0."""

    rows: Rows

    def __len__(self) -> int:
        return len(self.rows)


def bars_of(score: Score, end: int | None = None) -> Bars:
    """Lay bar lines over a score from tick 0 to `end` (by default the last note's end).

    A metre change in mid-bar cuts that bar short; before a late first metre stands 4/4. A score
    without notes has one bar.
    """
    last = max(score.end if end is None else end, 1)
    changes: list[tuple[int, int, int]] = score.metres.tolist()
    if not changes or changes[0][0] > 0:
        changes.insert(0, (0, 4, 4))
    stops = [min(change[0], last) for change in changes[1:]] + [last]
    lengths = [max(round(score.ticks_per_quarter * 4 * n / d), 1) for _, n, d in changes]
    starts = [
        np.arange(change[0], stop, length, dtype=np.int32)
        for change, stop, length in zip(changes, stops, lengths, strict=True)
    ]
    # One table is filled part by part, because NumPy joins arrays of records very slowly.
    table = np.empty(sum(map(len, starts)), BAR)
    at = 0
    for i, (_, numerator, denominator) in enumerate(changes):
        rows = table[at : at + len(starts[i])]
        rows["start"], rows["length"] = starts[i], lengths[i]
        rows["numerator"], rows["denominator"] = numerator, denominator
        if len(rows) and i + 1 < len(changes) and changes[i + 1][0] <= last:
            rows["length"][-1] = stops[i] - starts[i][-1]
        at += len(rows)
    return Bars(table)
