"""The volume of one player."""

from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field

from backend.music.editing.edit import Edit, Index, track_of, with_track
from backend.music.score import Score


class Volume(Edit):
    """`gain_db` is over what the file says: 0 leaves it, −60 is as good as silent."""

    verb: Literal["volume"]
    track: Index
    gain_db: Annotated[float, Field(ge=-60, le=12, allow_inf_nan=False)]

    def on(self, score: Score) -> Score:
        """With the gain set, whatever it was before."""
        track = track_of(score, self.track)
        return with_track(score, self.track, replace(track, volume_db=self.gain_db))
