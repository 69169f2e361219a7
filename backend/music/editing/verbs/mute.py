"""One player silenced, or heard again; the notes stay."""

from typing import Literal

from backend.music.editing.edit import Edit, Strip, with_strip
from backend.music.score import Score


class Mute(Edit):
    """`muted` false lets the player be heard again."""

    verb: Literal["mute"]
    track: Strip
    muted: bool

    def on(self, score: Score) -> Score:
        """With the switch set, whatever it was before."""
        return with_strip(score, self.track, muted=self.muted)
