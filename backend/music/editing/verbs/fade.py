"""Softer or louder over some bars, by the touch of every note."""

from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from backend.music.editing.ranges import span
from backend.music.editing.rounding import divide
from backend.music.editing.scope import Scoped
from backend.music.score import Score
from backend.music.score.score import Rows

Percent = Annotated[int, Field(ge=0, le=300)]


class Fade(Scoped):
    """From `from_percent` of every velocity where the bars begin to `to_percent` at their end."""

    verb: Literal["fade"]
    from_percent: Percent
    to_percent: Percent

    def on(self, score: Score) -> Score:
        """With the velocities changed."""
        start, stop = span(score, self.first_bar, self.last_bar)
        low, rise = 10 * self.from_percent, 10 * (self.to_percent - self.from_percent)

        def fade(rows: Rows, _: int) -> Rows:
            share = low + divide(rise * (rows["onset"].astype(np.int64) - start), stop - start)
            rows["velocity"] = np.clip(divide(rows["velocity"] * share, 1000), 1, 127)
            return rows

        return self.changed(score, fade)
