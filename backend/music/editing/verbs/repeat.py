"""Bars played again right after themselves."""

from typing import Annotated, Literal

from pydantic import Field

from backend.music.editing.edit import Bar, Edit
from backend.music.editing.pieces import Piece
from backend.music.editing.ranges import span
from backend.music.editing.splicing import spliced
from backend.music.score import Score


class Repeat(Edit):
    """The bars `first_bar` to `last_bar` sound `times` times more."""

    verb: Literal["repeat"]
    first_bar: Bar
    last_bar: Bar
    times: Annotated[int, Field(ge=1, le=64)] = 1

    def on(self, score: Score) -> Score:
        """With the bars repeated; what follows moves on."""
        start, stop = span(score, self.first_bar, self.last_bar)
        again = [Piece(start, stop)] * self.times
        return spliced(score, [Piece(0, stop), *again, Piece(stop, None)])
