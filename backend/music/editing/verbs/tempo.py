"""One tempo, for the whole song or for some bars."""

from typing import Literal

from backend.music.editing.edit import Bar, Edit
from backend.music.editing.ranges import span
from backend.music.editing.tempos import Bpm, between, marks_of, thousandths, with_marks
from backend.music.score import Score


class Tempo(Edit):
    """`bpm` quarters a minute; behind `last_bar` holds what held there before."""

    verb: Literal["tempo"]
    bpm: Bpm
    first_bar: Bar | None = None
    last_bar: Bar | None = None

    def on(self, score: Score) -> Score:
        """With that tempo and no other in these bars."""
        start, stop = span(score, self.first_bar, self.last_bar)
        ends = None if self.last_bar is None else stop
        return with_marks(
            score, between(marks_of(score), start, ends, [(start, thousandths(self.bpm))])
        )
