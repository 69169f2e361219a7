"""Bars taken out; what follows moves up."""

from dataclasses import replace
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
        markers = _kept(score, start, stop)
        return spliced(replace(score, markers=markers), [Piece(0, start), Piece(stop, None)])


def _kept(score: Score, start: int, stop: int) -> tuple[tuple[int, str], ...]:
    """The markers; the section that goes on behind what is cut begins there."""
    inside = [name for tick, name in score.markers if start <= tick < stop]
    if not inside or stop == edges_of(score)[-1] or any(tick == stop for tick, _ in score.markers):
        return score.markers
    before = [mark for mark in score.markers if mark[0] < stop]
    return (*before, (stop, inside[-1]), *score.markers[len(before) :])
