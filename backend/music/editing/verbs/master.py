"""What is done to all players together: effects, loudness, ceiling."""

from dataclasses import replace
from typing import Literal

from backend.music.editing.edit import Edit
from backend.music.score import Score
from backend.music.score.effects import Mastering


class Master(Edit, Mastering):
    """The mix goes through the chain, is made as loud as asked, and stays below the ceiling."""

    verb: Literal["master"]

    def on(self, score: Score) -> Score:
        """With the master set, whatever it was before."""
        mastering = Mastering(**{name: getattr(self, name) for name in Mastering.model_fields})
        return replace(score, mastering=mastering)
