"""A new player who has nothing to play yet."""

from dataclasses import replace
from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from backend.music.editing.edit import LONGEST_NAME, Edit
from backend.music.score import NOTE, Score, Track


class AddTrack(Edit):
    """The track comes behind the others."""

    verb: Literal["add_track"]
    name: Annotated[str, Field(max_length=LONGEST_NAME)]
    program: Annotated[int, Field(ge=0, le=127)]
    is_drum: bool = False

    def on(self, score: Score) -> Score:
        """With one track more, without notes."""
        track = Track(np.zeros(0, NOTE), self.program, self.is_drum, self.name)
        return replace(score, tracks=(*score.tracks, track))
