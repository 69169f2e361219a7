"""The pitched notes of a score in one row, which is what harmony and roles are read from."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from backend.music.score import NOTE, Score, Track
from backend.music.score.score import Rows

# Sounds of General MIDI whose pitch says nothing: agogo, woodblock to reverse cymbal, noises.
UNPITCHED_PROGRAMS = frozenset({113, *range(115, 128)})


@dataclass(frozen=True)
class PitchedNotes:
    """`rows` is (n,) of NOTE, read-only; a duration below 1 counts as 1.

    `tracks` has the number in the score of every track with such notes, `starts` (tracks + 1,)
    where its notes begin, which is where those of the one before end.
    """

    tracks: list[int]
    starts: npt.NDArray[np.int64]
    rows: Rows

    def __len__(self) -> int:
        return len(self.rows)


def is_pitched(track: Track) -> bool:
    """Whether the track has notes, and notes whose pitch says something."""
    return not track.is_drum and track.program not in UNPITCHED_PROGRAMS and len(track.notes) > 0


def pitched_notes(score: Score) -> PitchedNotes:
    """All notes but those of drums and unpitched effects, track after track."""
    tracks = [number for number, track in enumerate(score.tracks) if is_pitched(track)]
    notes = [score.tracks[number].notes for number in tracks]
    return PitchedNotes(tracks, np.cumsum([0, *map(len, notes)]), joined(notes))


def joined(notes: Sequence[Rows]) -> Rows:
    """The notes of several tracks in one row, read-only."""
    # As bytes, because NumPy joins arrays of records some fifty times slower.
    data = b"".join([np.ascontiguousarray(rows).data for rows in notes])
    return np.frombuffer(data, NOTE) if data else _NONE


_NONE = np.frombuffer(bytes(NOTE.itemsize), NOTE)[:0]
