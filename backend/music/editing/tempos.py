"""The tempos of a score in thousandths of a quarter a minute, which are whole numbers."""

from dataclasses import replace
from math import floor
from typing import Annotated, Final

import numpy as np
from pydantic import Field

from backend.music.errors import BadRequestError
from backend.music.score import TEMPO, Score

SLOWEST: Final = 4  # quarters a minute; a MIDI file can hold no less than 3.58
FASTEST: Final = 1000
Bpm = Annotated[float, Field(ge=SLOWEST, le=FASTEST, allow_inf_nan=False)]

Mark = tuple[int, int]  # tick, thousandths


def thousandths(bpm: float) -> int:
    """A tempo as a whole number; halves up."""
    return floor(round(bpm, 3) * 1000 + 0.5)


def marks_of(score: Score) -> list[Mark]:
    """All tempos, the first at tick 0."""
    marks = [(tick, thousandths(bpm)) for tick, bpm in score.tempos.tolist()]
    return marks if marks and marks[0][0] == 0 else [(0, 120_000), *marks]


def with_marks(score: Score, marks: list[Mark]) -> Score:
    """The score with other tempos; those that change nothing are left out.

    Raises:
        BadRequestError: one of them is no tempo that can be played.
    """
    for _, tempo in marks:
        if not SLOWEST * 1000 <= tempo <= FASTEST * 1000:
            raise BadRequestError(
                f"that comes to {tempo / 1000:g} quarters a minute; {SLOWEST} to {FASTEST} fit."
            )
    kept = [mark for i, mark in enumerate(marks) if not i or marks[i - 1][1] != mark[1]]
    rows = np.array([(tick, tempo / 1000) for tick, tempo in kept], TEMPO)
    return replace(score, tempos=rows)


def between(marks: list[Mark], start: int, stop: int | None, new: list[Mark]) -> list[Mark]:
    """`new` in the place of all marks from `start` to `stop`, and from there on what held there."""
    before = [mark for mark in marks if mark[0] < start]
    if stop is None:
        return [*before, *new]
    held = [mark[1] for mark in marks if mark[0] <= stop][-1]
    return [*before, *new, (stop, held), *(mark for mark in marks if mark[0] > stop)]
