"""A curve through which velocities go: softer, louder, narrower, wider."""

from itertools import pairwise
from typing import Annotated, Literal

import numpy as np
from pydantic import AfterValidator, Field

from backend.music.editing.rounding import divide
from backend.music.editing.scope import Scoped
from backend.music.score import Score
from backend.music.score.score import Rows

Point = tuple[Annotated[int, Field(ge=0, le=127)], Annotated[int, Field(ge=1, le=127)]]


def _rising(points: list[Point]) -> list[Point]:
    if any(one[0] >= other[0] for one, other in pairwise(points)):
        raise ValueError("the points must rise in what they begin from")
    return points


class Velocity(Scoped):
    """`points` are [before, after]; between them the curve is straight, beyond them level."""

    verb: Literal["velocity"]
    points: Annotated[list[Point], Field(min_length=1, max_length=16), AfterValidator(_rising)]

    def on(self, score: Score) -> Score:
        """With the velocities changed."""
        table = np.array([self._after(velocity) for velocity in range(128)], np.uint8)

        def change(rows: Rows, _: int) -> Rows:
            rows["velocity"] = table[rows["velocity"]]
            return rows

        return self.changed(score, change)

    def _after(self, velocity: int) -> int:
        points = self.points
        if velocity <= points[0][0]:
            return points[0][1]
        for (x0, y0), (x1, y1) in pairwise(points):
            if velocity <= x1:
                return y0 + divide((y1 - y0) * (velocity - x0), x1 - x0)
        return points[-1][1]
