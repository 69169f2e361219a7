"""Another instrument for one player; the notes stay."""

from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field

from backend.music.editing.edit import Edit, Index, track_of, with_track
from backend.music.score import Score


class Instrument(Edit):
    """`program` is General MIDI, counted from 0; of a drum track the number of its kit."""

    verb: Literal["instrument"]
    track: Index
    program: Annotated[int, Field(ge=0, le=127)]

    def on(self, score: Score) -> Score:
        """With the program set."""
        track = track_of(score, self.track)
        return with_track(score, self.track, replace(track, program=self.program))
