"""The volume of one player."""

from typing import Annotated, Literal

from pydantic import Field

from backend.music.editing.edit import Edit, Strip, with_strip
from backend.music.score import Score


class Volume(Edit):
    """`gain_db` is over what the file says: 0 leaves it, −60 is as good as silent."""

    verb: Literal["volume"]
    track: Strip
    gain_db: Annotated[float, Field(ge=-60, le=12, allow_inf_nan=False)]

    def on(self, score: Score) -> Score:
        """With the gain set, whatever it was before."""
        return with_strip(score, self.track, volume_db=self.gain_db)
