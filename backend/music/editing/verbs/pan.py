"""Where one player stands between left and right."""

from typing import Annotated, Literal

from pydantic import Field

from backend.music.editing.edit import Edit, Strip, with_strip
from backend.music.score import Score


class Pan(Edit):
    """`position` goes from −1 (left) to 1 (right); 0 leaves what the file says."""

    verb: Literal["pan"]
    track: Strip
    position: Annotated[float, Field(ge=-1, le=1, allow_inf_nan=False)]

    def on(self, score: Score) -> Score:
        """With the place set, whatever it was before."""
        return with_strip(score, self.track, pan=self.position)
