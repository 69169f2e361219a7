"""Shorter notes."""

from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from backend.music.editing.rounding import divide
from backend.music.editing.scope import Scoped
from backend.music.score import Score
from backend.music.score.score import Rows


class Staccato(Scoped):
    """`percent` of every duration stays, at least a tick."""

    verb: Literal["staccato"]
    percent: Annotated[int, Field(ge=1, le=100)] = 50

    def on(self, score: Score) -> Score:
        """With the durations cut."""

        def cut(rows: Rows, _: int) -> Rows:
            durations = rows["duration"].astype(np.int64)
            rows["duration"] = np.maximum(divide(durations * self.percent, 100), 1)
            return rows

        return self.changed(score, cut)
