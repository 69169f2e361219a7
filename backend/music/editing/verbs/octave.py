"""Notes so many octaves up or down; the key stays."""

from typing import Annotated, Literal

from pydantic import Field

from backend.music.editing.scope import Scoped, raised
from backend.music.score import Score


class Octave(Scoped):
    """`octaves` below 0 go down."""

    verb: Literal["octave"]
    octaves: Annotated[int, Field(ge=-8, le=8)]

    def on(self, score: Score) -> Score:
        """Moved; drums stay."""
        return self.changed(
            score, lambda rows, track: raised(rows, 12 * self.octaves, track), drums=False
        )
