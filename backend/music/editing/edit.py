"""What every edit has: a verb, whether it is enabled, and a way from one score to the next."""

from dataclasses import replace
from typing import Annotated, Any, Final, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from backend.music.errors import BadRequestError
from backend.music.score import Score, Track
from backend.music.score.score import Rows

# What an edited score may come to; the bounds of the MIDI reader, so that it can be read again.
MAX_NOTES: Final = 200_000
MAX_TRACKS: Final = 256
LAST_TICK: Final = 2**31 - 1
MAX_BARS: Final = 10_000

Index = Annotated[int, Field(ge=0, lt=MAX_TRACKS, description="A track, counted from 0.")]
LONGEST_NAME: Final = 60  # characters of a player's name
RECORDING: Final = "recording"  # its strip, and the verb that says where it plays
Strip = Annotated[
    Index | Literal["recording"],
    Field(description="A track, counted from 0, or the recording beside them."),
]
Bar = Annotated[int, Field(ge=1, le=MAX_BARS, description="A bar, counted from 1.")]


Step = Annotated[
    int,
    Field(ge=0, lt=2**32, description="Neighbours of the same number are undone as one step."),
]


class Edit(BaseModel):
    """One document of a list, validated; verbs add their parameters."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    verb: str
    enabled: bool = True
    step: Step | None = None

    def on(self, score: Score) -> Score:
        """The score with this edit made.

        Raises:
            BadRequestError: it cannot be made of this score; says why.
        """
        raise NotImplementedError


def of_recording(verb: str, track: object) -> bool:
    """Whether an edit of that verb and track is about the recording beside the tracks."""
    return RECORDING in (verb, track)


def track_of(score: Score, index: int) -> Track:
    """A track by its index; BadRequestError when there is none."""
    if index >= len(score.tracks):
        raise BadRequestError(
            f"there is no track {index}; the song has {len(score.tracks)}, counted from 0."
        )
    return score.tracks[index]


def with_track(score: Score, index: int, track: Track) -> Score:
    """The score with another track in one place."""
    return replace(score, tracks=(*score.tracks[:index], track, *score.tracks[index + 1 :]))


def with_strip(score: Score, place: int | str, **settings: Any) -> Score:
    """The score with settings of one strip of the mixer changed: a track's, or the recording's."""
    if place == RECORDING:
        return replace(score, recording=replace(score.recording, **settings))
    index = int(place)
    return with_track(score, index, replace(track_of(score, index), **settings))


def arranged(notes: Rows) -> Rows:
    """Notes in their one order: by onset, pitch, duration, velocity.

    Of notes that begin at once on one pitch the last in this order stays: a key is struck once.
    """
    order = np.lexsort((notes["velocity"], notes["duration"], notes["pitch"], notes["onset"]))
    rows = notes[order]
    same = (rows["onset"][1:] == rows["onset"][:-1]) & (rows["pitch"][1:] == rows["pitch"][:-1])
    return rows[np.append(~same, True)[: len(rows)]] if same.any() else rows
