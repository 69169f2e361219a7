"""The notes of one player given to another, who plays both."""

from dataclasses import replace
from typing import Literal

import numpy as np

from backend.music.editing.edit import Edit, Index, arranged, track_of, with_track
from backend.music.errors import BadRequestError
from backend.music.score import Score


class Merge(Edit):
    """`track` ends, and the tracks behind it move up by one; `into` keeps its sound."""

    verb: Literal["merge"]
    track: Index
    into: Index

    def on(self, score: Score) -> Score:
        """With one track less."""
        source, target = track_of(score, self.track), track_of(score, self.into)
        if self.track == self.into:
            raise BadRequestError("a track cannot be merged with itself.")
        if source.is_drum != target.is_drum:
            raise BadRequestError("drums and pitched notes cannot be merged.")
        notes = arranged(np.concatenate((target.notes, source.notes)))
        whole = with_track(score, self.into, replace(target, notes=notes))
        tracks = (*whole.tracks[: self.track], *whole.tracks[self.track + 1 :])
        return replace(whole, tracks=tracks)
