"""Small irregularities of time and touch, the same for the same seed."""

from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from backend.music.editing.randomness import draws, spread
from backend.music.editing.rounding import divide
from backend.music.editing.scope import Scoped
from backend.music.score import Score
from backend.music.score.score import Rows


class Humanise(Scoped):
    """`timing` in thousandths of a quarter and `velocity` are the most that a note is moved."""

    verb: Literal["humanise"]
    timing: Annotated[int, Field(ge=0, le=250)] = 20
    velocity: Annotated[int, Field(ge=0, le=60)] = 8
    seed: Annotated[int, Field(ge=0, lt=2**32)] = 1

    def on(self, score: Score) -> Score:
        """With onsets and velocities moved; durations stay."""
        most = divide(self.timing * score.ticks_per_quarter, 1000)

        def move(rows: Rows, track: int) -> Rows:
            drawn = draws(self.seed, track, 4 * len(rows)).reshape(-1, 4).T
            onsets = rows["onset"].astype(np.int64) + spread(drawn[0], drawn[1], most)
            touch = rows["velocity"].astype(np.int64) + spread(drawn[2], drawn[3], self.velocity)
            rows["onset"] = np.maximum(onsets, 0)
            rows["velocity"] = np.clip(touch, 1, 127)
            return rows

        return self.changed(score, move)
