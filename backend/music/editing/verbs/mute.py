"""One player silenced, or heard again; the notes stay."""

from dataclasses import replace
from typing import Literal

from backend.music.editing.edit import Edit, Index, track_of, with_track
from backend.music.score import Score


class Mute(Edit):
    """`muted` false lets the player be heard again."""

    verb: Literal["mute"]
    track: Index
    muted: bool

    def on(self, score: Score) -> Score:
        """With the switch set, whatever it was before."""
        track = track_of(score, self.track)
        return with_track(score, self.track, replace(track, muted=self.muted))
