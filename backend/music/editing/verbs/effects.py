"""The effects that one player's sound goes through."""

from typing import Literal

from backend.music.editing.edit import Edit, Strip, with_strip
from backend.music.score import Score
from backend.music.score.effects import Chain


class Effects(Edit):
    """The sound goes through the chain in its order; an empty one leaves it as it is."""

    verb: Literal["effects"]
    track: Strip
    chain: Chain

    def on(self, score: Score) -> Score:
        """With the chain set, whatever it was before."""
        return with_strip(score, self.track, effects=self.chain)
