"""Bars taken out; what follows moves up."""

from typing import Literal

from backend.music.editing.edit import Bar, Edit
from backend.music.editing.pieces import Piece
from backend.music.editing.ranges import edges_of, span
from backend.music.editing.splicing import spliced
from backend.music.errors import BadRequestError
from backend.music.score import Score


class Cut(Edit):
    """The bars `first_bar` to `last_bar`, counted from 1."""

    verb: Literal["cut"]
    first_bar: Bar
    last_bar: Bar

    def on(self, score: Score) -> Score:
        """Without the bars."""
        start, stop = span(score, self.first_bar, self.last_bar)
        if start == 0 and stop == edges_of(score)[-1]:
            raise BadRequestError("those are all bars; some must stay.")
        return spliced(score, [Piece(0, start), Piece(stop, None)])
