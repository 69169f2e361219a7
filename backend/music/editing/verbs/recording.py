"""Where the recording plays beside the notes, and how high: what baking keeps of moved bars."""

from dataclasses import replace
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field

from backend.music.editing.beside import joined
from backend.music.editing.edit import LAST_TICK, Edit
from backend.music.errors import BadRequestError
from backend.music.score import Score

Stretch = Annotated[list[int], Field(min_length=2, max_length=2)]


class Recording(Edit):
    """From each tick on what was at the other when the notes were written down; −1 is silence."""

    verb: Literal["recording"]
    semitones: Annotated[int, Field(ge=-1000, le=1000)] = 0
    stretches: Annotated[list[Stretch], Field(min_length=1, max_length=10_000)]

    def on(self, score: Score) -> Score:
        """With the recording there, wherever it was before."""
        ticks = [tick for tick, _ in self.stretches]
        if ticks[0] != 0 or any(a >= b for a, b in pairwise(ticks)):
            raise BadRequestError("its stretches begin at tick 0 and follow one another.")
        if max(map(max, self.stretches)) > LAST_TICK or min(map(min, self.stretches)) < -1:
            raise BadRequestError("a stretch is too far out to be counted.")
        stretches = joined([(tick, heard) for tick, heard in self.stretches])
        beside = replace(score.recording, semitones=self.semitones, stretches=stretches)
        return replace(score, recording=beside)
