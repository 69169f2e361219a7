"""One player parted in two at a pitch."""

from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field

from backend.music.editing.edit import Edit, Index, track_of, with_track
from backend.music.errors import BadRequestError
from backend.music.score import Score


class Split(Edit):
    """Notes below `pitch` go to a new track at the end, with the same sound."""

    verb: Literal["split"]
    track: Index
    pitch: Annotated[int, Field(ge=1, le=127)]

    def on(self, score: Score) -> Score:
        """With one track more."""
        track = track_of(score, self.track)
        below = track.notes["pitch"] < self.pitch
        if below.all() or not below.any():
            raise BadRequestError(f"all notes of track {self.track} are on one side of that pitch.")
        low = replace(track, notes=track.notes[below], name=f"{track.name} (low)", role=None)
        high = with_track(score, self.track, replace(track, notes=track.notes[~below]))
        return replace(high, tracks=(*high.tracks, low))
