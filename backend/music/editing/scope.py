"""Edits of notes that may be held to some tracks and some bars."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from pydantic import Field

from backend.music.editing.edit import LAST_TICK, Bar, Edit, Index, arranged, track_of
from backend.music.editing.ranges import span
from backend.music.errors import BadRequestError
from backend.music.score import Score
from backend.music.score.score import Rows

Change = Callable[[Rows, int], Rows]


class Scoped(Edit):
    """Left out, `tracks` are all of them, and the bars all of the song."""

    tracks: list[Index] | None = Field(default=None, min_length=1)
    first_bar: Bar | None = None
    last_bar: Bar | None = None

    @property
    def whole(self) -> bool:
        """Whether the edit is about the song and not about a part of it."""
        return self.tracks is None and self.first_bar is None and self.last_bar is None

    def changed(self, score: Score, change: Change, *, drums: bool = True) -> Score:
        """The score with the notes of this scope changed; see `changed`."""
        bars = span(score, self.first_bar, self.last_bar)
        return changed(score, change, self.tracks, bars, drums=drums)


def changed(
    score: Score,
    change: Change,
    chosen: Sequence[int] | None = None,
    ticks: tuple[int, int] | None = None,
    *,
    drums: bool = True,
) -> Score:
    """The score with all notes of the chosen tracks that begin within `ticks` put through `change`.

    `change` gets a copy of NOTE rows in their order and the index of their track. Without `drums`,
    drum tracks are left alone, and refused where they are named.
    """
    start, stop = ticks or (0, LAST_TICK)
    for index in chosen or ():
        if track_of(score, index).is_drum and not drums:
            raise BadRequestError(f"track {index} plays drums, which have no pitches to move.")
    tracks = list(score.tracks)
    for index, track in enumerate(score.tracks):
        if (track.is_drum and not drums) or (chosen is not None and index not in chosen):
            continue
        onsets = track.notes["onset"]
        inside = (onsets >= start) & (onsets < stop)
        if inside.any():
            rows = change(track.notes[inside], index)
            notes = arranged(np.concatenate((track.notes[~inside], rows)))
            tracks[index] = replace(track, notes=notes)
    return replace(score, tracks=tuple(tracks))


def raised(rows: Rows, by: int, track: int) -> Rows:
    """The notes `by` semitones higher; BadRequestError where there is no such pitch."""
    pitches = rows["pitch"].astype(np.int64) + by
    return with_pitches(rows, pitches, track)


def with_pitches(rows: Rows, pitches: np.ndarray, track: int) -> Rows:
    """The notes on other pitches; BadRequestError where there is no such pitch."""
    if pitches.min() < 0 or pitches.max() > 127:
        raise BadRequestError(f"notes of track {track} would leave the range of pitches, 0 to 127.")
    rows["pitch"] = pitches
    return rows
