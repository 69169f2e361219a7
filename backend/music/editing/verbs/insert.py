"""Empty bars put in."""

from typing import Annotated, Literal

from pydantic import Field

from backend.music.editing.edit import Bar, Edit
from backend.music.editing.pieces import Piece
from backend.music.editing.ranges import edges_of, span
from backend.music.editing.splicing import spliced
from backend.music.errors import BadRequestError
from backend.music.score import Score, bars_of


class Insert(Edit):
    """`bars` empty bars before `before_bar`, in its metre, tempo and key."""

    verb: Literal["insert"]
    before_bar: Bar
    bars: Annotated[int, Field(ge=1, le=999)]

    def on(self, score: Score) -> Score:
        """With the bars put in; what follows moves on."""
        if self.before_bar == len(edges_of(score)):
            raise BadRequestError(
                "a song ends with its last note, so that nothing empty stays behind it; "
                "copy bars there and change them."
            )
        place, _ = span(score, self.before_bar, self.before_bar)
        row = bars_of(score).rows[self.before_bar - 1]
        quarter = score.ticks_per_quarter
        # The whole length of its metre: the bar itself may have been cut short.
        bar = max(round(quarter * 4 * int(row["numerator"]) / int(row["denominator"])), 1)
        empty = Piece(place, place + self.bars * bar, silent=True)
        return spliced(score, [Piece(0, place), empty, Piece(place, None)])
