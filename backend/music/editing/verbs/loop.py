"""A song made of some bars only, again and again."""

from typing import Annotated, Literal

from pydantic import Field

from backend.music.editing.edit import Bar, Edit
from backend.music.editing.pieces import Piece
from backend.music.editing.ranges import span
from backend.music.editing.splicing import spliced
from backend.music.score import Score


class Loop(Edit):
    """The bars `first_bar` to `last_bar` sound `times` times, and nothing else."""

    verb: Literal["loop"]
    first_bar: Bar
    last_bar: Bar
    times: Annotated[int, Field(ge=1, le=64)]

    def on(self, score: Score) -> Score:
        """With these bars alone."""
        start, stop = span(score, self.first_bar, self.last_bar)
        return spliced(score, [Piece(start, stop)] * self.times)
