"""A player whom a model wrote: the notes, and the recipe that they were written by."""

from dataclasses import replace
from typing import Annotated, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from backend.music.editing.edit import LAST_TICK, LONGEST_NAME, MAX_NOTES, Bar, Edit, arranged
from backend.music.editing.rounding import divide
from backend.music.editing.verbs.notes import Duration, Pitch, Tick, Velocity
from backend.music.errors import BadRequestError
from backend.music.score import NOTE, Score, Track


class Recipe(BaseModel):
    """What the player was written by: a model, a seed, a role, some bars or all.

    `candidate` is which of the pieces written side by side it is.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    genre: Annotated[str, Field(max_length=40)]
    seed: Annotated[int, Field(ge=0, lt=2**53)]
    candidate: Annotated[int, Field(ge=0, lt=64)] = 0
    role: Annotated[str, Field(max_length=40)]
    first_bar: Bar | None = None
    last_bar: Bar | None = None


class WriteTrack(Edit):
    """The track comes behind the others; `notes` are (onset, duration, pitch, velocity).

    Their ticks are those of `ticks_per_quarter`, so that the player can be taken into another song.
    """

    verb: Literal["write_track"]
    name: Annotated[str, Field(max_length=LONGEST_NAME)]
    program: Annotated[int, Field(ge=0, le=127)]
    is_drum: bool = False
    ticks_per_quarter: Annotated[int, Field(ge=1, le=32_767)]
    notes: Annotated[list[tuple[Tick, Duration, Pitch, Velocity]], Field(max_length=MAX_NOTES)]
    recipe: Recipe

    def on(self, score: Score) -> Score:
        """With one track more."""
        rows = np.array(self.notes, np.int64).reshape(-1, 4)
        rows[:, :2] = divide(rows[:, :2] * score.ticks_per_quarter, self.ticks_per_quarter)
        rows[:, 1] = np.maximum(rows[:, 1], 1)
        if rows[:, :2].max(initial=0) > LAST_TICK:
            raise BadRequestError("that makes the song too long to be counted.")
        notes = arranged(np.array([tuple(row) for row in rows.tolist()], NOTE))
        track = Track(notes, self.program, self.is_drum, self.name)
        return replace(score, tracks=(*score.tracks, track))
