"""Faster or slower from bar to bar: a step of the tempo on every quarter."""

from typing import Literal

from backend.music.editing.edit import Bar, Edit
from backend.music.editing.ranges import span
from backend.music.editing.rounding import divide
from backend.music.editing.tempos import Bpm, marks_of, thousandths, with_marks
from backend.music.score import Score


class TempoRamp(Edit):
    """From `from_bpm` at the start of `first_bar` to `to_bpm` at the end of `last_bar`.

    The new tempo holds until the next one that is written.
    """

    verb: Literal["tempo_ramp"]
    first_bar: Bar
    last_bar: Bar
    from_bpm: Bpm
    to_bpm: Bpm

    def on(self, score: Score) -> Score:
        """With the ramp in the place of all tempos in these bars."""
        start, stop = span(score, self.first_bar, self.last_bar)
        low, high = thousandths(self.from_bpm), thousandths(self.to_bpm)
        step = score.ticks_per_quarter
        ramp = [
            (tick, low + divide((high - low) * (tick - start), stop - start))
            for tick in range(start, stop, step)
        ]
        marks = marks_of(score)
        before = [mark for mark in marks if mark[0] < start]
        after = [mark for mark in marks if mark[0] >= stop]
        end = [] if after and after[0][0] == stop else [(stop, high)]
        return with_marks(score, [*before, *ramp, *end, *after])
