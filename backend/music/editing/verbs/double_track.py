"""A second player who plays what another one plays, perhaps in another octave."""

from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field

from backend.music.editing.edit import Edit, Index, track_of
from backend.music.editing.scope import raised
from backend.music.errors import BadRequestError
from backend.music.score import Score


class DoubleTrack(Edit):
    """The track comes behind the others, with the sound of the first."""

    verb: Literal["double_track"]
    track: Index
    octaves: Annotated[int, Field(ge=-4, le=4)] = 0

    def on(self, score: Score) -> Score:
        """With one track more."""
        track = track_of(score, self.track)
        if track.is_drum and self.octaves:
            raise BadRequestError(f"track {self.track} plays drums, which have no octaves.")
        notes = track.notes.copy()
        if len(notes):
            notes = raised(notes, 12 * self.octaves, self.track)
        double = replace(track, notes=notes, name=f"{track.name} (double)", role=None)
        return replace(score, tracks=(*score.tracks, double))
