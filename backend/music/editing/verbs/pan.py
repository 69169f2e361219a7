"""Where one player stands between left and right."""

from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field

from backend.music.editing.edit import Edit, Index, track_of, with_track
from backend.music.score import Score


class Pan(Edit):
    """`position` goes from −1 (left) to 1 (right); 0 leaves what the file says."""

    verb: Literal["pan"]
    track: Index
    position: Annotated[float, Field(ge=-1, le=1, allow_inf_nan=False)]

    def on(self, score: Score) -> Score:
        """With the place set, whatever it was before."""
        track = track_of(score, self.track)
        return with_track(score, self.track, replace(track, pan=self.position))
