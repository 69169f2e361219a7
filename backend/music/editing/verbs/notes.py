"""Notes taken out and put in by hand, as the piano roll does; a move is both."""

from dataclasses import replace
from typing import Annotated, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field

from backend.music.editing.edit import LAST_TICK, Edit, Index, arranged, track_of, with_track
from backend.music.errors import BadRequestError
from backend.music.score import NOTE, Score
from backend.music.score.score import Rows

Tick = Annotated[int, Field(ge=0, le=LAST_TICK)]
Pitch = Annotated[int, Field(ge=0, le=127)]
Duration = Annotated[int, Field(ge=1, le=LAST_TICK)]
Velocity = Annotated[int, Field(ge=1, le=127)]


class Notes(Edit):
    """`remove` names notes by (onset, pitch), `add` gives (onset, duration, pitch, velocity).

    All that begin at once on a removed pitch go. An added note takes the place of one that begins
    with it on its pitch.
    """

    verb: Literal["notes"]
    track: Index
    remove: list[tuple[Tick, Pitch]] = Field(default_factory=list)
    add: list[tuple[Tick, Duration, Pitch, Velocity]] = Field(default_factory=list)

    def on(self, score: Score) -> Score:
        """Without the removed, with the added."""
        track = track_of(score, self.track)
        keys = _keys(track.notes)
        gone = np.array([onset * 128 + pitch for onset, pitch in self.remove], np.int64)
        missing = np.flatnonzero(~np.isin(gone, keys))
        if len(missing):
            onset, pitch = self.remove[missing[0]]
            raise BadRequestError(
                f"track {self.track} has no note of pitch {pitch} that begins at tick {onset}."
            )
        # Of two added to one place the last one counts.
        added = np.array(list({(note[0], note[2]): note for note in self.add}.values()), NOTE)
        kept = track.notes[~np.isin(keys, np.append(gone, _keys(added)))]
        notes = arranged(np.concatenate((kept, added)))
        return with_track(score, self.track, replace(track, notes=notes))


def _keys(notes: Rows) -> npt.NDArray[np.int64]:
    keys: npt.NDArray[np.int64] = notes["onset"].astype(np.int64) * 128 + notes["pitch"]
    return keys
