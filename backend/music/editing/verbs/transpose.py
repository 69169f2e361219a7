"""All pitched notes so many semitones up or down."""

from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field

from backend.music.editing.beside import with_pitch
from backend.music.editing.scope import Scoped, raised
from backend.music.score import Score


class Transpose(Scoped):
    """The key and the recording move along when the whole song does."""

    verb: Literal["transpose"]
    semitones: Annotated[int, Field(ge=-48, le=48)]

    def on(self, score: Score) -> Score:
        """Moved; drums stay."""
        moved = self.changed(
            score, lambda rows, track: raised(rows, self.semitones, track), drums=False
        )
        if not self.whole:
            return moved
        keys = score.keys.copy()
        keys["tonic"] = (keys["tonic"].astype(int) + self.semitones) % 12
        return with_pitch(replace(moved, keys=keys), self.semitones)
