"""Notes that sound until the next one of their track begins."""

from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from backend.music.editing.scope import Scoped
from backend.music.score import Score
from backend.music.score.score import Rows


class Legato(Scoped):
    """Over pauses longer than `reach` quarters, and behind the last one, notes stay as they are."""

    verb: Literal["legato"]
    reach: Annotated[int, Field(ge=1, le=64)] = 4

    def on(self, score: Score) -> Score:
        """With the durations changed."""
        most = self.reach * score.ticks_per_quarter

        def hold(rows: Rows, _: int) -> Rows:
            onsets = np.unique(rows["onset"])
            after = np.searchsorted(onsets, rows["onset"], side="right")
            gap = onsets[np.minimum(after, len(onsets) - 1)] - rows["onset"]
            rows["duration"] = np.where((gap > 0) & (gap <= most), gap, rows["duration"])
            return rows

        return self.changed(score, hold)
