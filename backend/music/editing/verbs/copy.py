"""Bars played once more at another place."""

from typing import Literal

from backend.music.editing.edit import Bar, Edit
from backend.music.editing.pieces import Piece
from backend.music.editing.ranges import edges_of, span
from backend.music.editing.splicing import spliced
from backend.music.errors import BadRequestError
from backend.music.score import Score


class Copy(Edit):
    """`first_bar` to `last_bar` come before `to_bar`, which may be the one after the last."""

    verb: Literal["copy"]
    first_bar: Bar
    last_bar: Bar
    to_bar: Bar

    def on(self, score: Score) -> Score:
        """With the bars put in; what follows moves on."""
        start, stop = span(score, self.first_bar, self.last_bar)
        edges = edges_of(score)
        if self.to_bar > len(edges):
            raise BadRequestError(f"there is no bar {self.to_bar}; the song has {len(edges) - 1}.")
        place = int(edges[self.to_bar - 1])
        return spliced(score, [Piece(0, place), Piece(start, stop), Piece(place, None)])
