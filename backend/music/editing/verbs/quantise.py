"""Notes drawn to a grid, all the way or by a share of it, straight or swung."""

from typing import Annotated, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field

from backend.music.editing.ranges import edges_of
from backend.music.editing.rounding import divide
from backend.music.editing.scope import Scoped
from backend.music.score import Score
from backend.music.score.score import Rows


class Quantise(Scoped):
    """`grid` parts of a quarter, counted from each bar line; durations stay.

    `swing` says where the second of two parts falls, in percent of both: 50 is straight, 67 a
    triplet.
    """

    verb: Literal["quantise"]
    grid: Literal[1, 2, 3, 4, 6, 8, 12]
    strength: Annotated[int, Field(ge=0, le=100)] = 100
    swing: Annotated[int, Field(ge=50, le=75)] = 50

    def on(self, score: Score) -> Score:
        """With the onsets moved."""
        lines, quarter = edges_of(score), score.ticks_per_quarter

        def place(part: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
            late = np.where(part % 2 == 1, (self.swing - 50) * 2, 0)
            return divide((part * 100 + late) * quarter, 100 * self.grid)

        def draw(rows: Rows, _: int) -> Rows:
            onsets = rows["onset"].astype(np.int64)
            line = lines[np.searchsorted(lines, onsets, side="right") - 1]
            inside = onsets - line
            part = inside * self.grid // quarter
            near, far = place(part), place(part + 1)
            goal = np.where(np.abs(far - inside) < np.abs(inside - near), far, near)
            rows["onset"] = onsets + divide((goal - inside) * self.strength, 100)
            return rows

        return self.changed(score, draw)
