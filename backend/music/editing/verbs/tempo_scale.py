"""The whole song faster or slower by a share; its changes of tempo stay."""

from typing import Annotated, Literal

from pydantic import Field

from backend.music.editing.edit import Edit
from backend.music.editing.rounding import divide
from backend.music.editing.tempos import marks_of, with_marks
from backend.music.score import Score


class TempoScale(Edit):
    """`percent` of the speed there was: 200 is twice as fast."""

    verb: Literal["tempo_scale"]
    percent: Annotated[int, Field(ge=10, le=1000)]

    def on(self, score: Score) -> Score:
        """With all tempos scaled."""
        marks = [(tick, divide(tempo * self.percent, 100)) for tick, tempo in marks_of(score)]
        return with_marks(score, marks)
