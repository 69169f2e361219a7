"""The effects that one player's sound goes through."""

from dataclasses import replace
from typing import Literal

from backend.music.editing.edit import Edit, Index, track_of, with_track
from backend.music.score import Score
from backend.music.score.effects import Chain


class Effects(Edit):
    """The sound goes through the chain in its order; an empty one leaves it as it is."""

    verb: Literal["effects"]
    track: Index
    chain: Chain

    def on(self, score: Score) -> Score:
        """With the chain set, whatever it was before."""
        track = track_of(score, self.track)
        return with_track(score, self.track, replace(track, effects=self.chain))
