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
    changes = [(int(m["tick"]), int(m["numerator"]), int(m["denominator"])) for m in score.metres]
    if not changes or changes[0][0] > 0:
        changes.insert(0, (0, 4, 4))
    parts = []
    for i, (start, numerator, denominator) in enumerate(changes):
        stop = changes[i + 1][0] if i + 1 < len(changes) else last
        stop = min(stop, last)
        length = max(round(score.ticks_per_quarter * 4 * numerator / denominator), 1)
        starts = np.arange(start, stop, length, dtype=np.int32)
        rows = np.zeros(len(starts), BAR)
        rows["start"], rows["length"] = starts, length
        rows["numerator"], rows["denominator"] = numerator, denominator
        if len(rows) and i + 1 < len(changes) and stop == changes[i + 1][0]:
            rows["length"][-1] = stop - starts[-1]
        parts.append(rows)
    return Bars(np.concatenate(parts))
