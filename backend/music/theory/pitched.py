"""The pitched notes of a score in flat arrays, which is what harmony and roles are read from."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from backend.music.score import Score, Track

Ints = npt.NDArray[np.int64]

# Sounds of General MIDI whose pitch says nothing: agogo, woodblock to reverse cymbal, noises.
UNPITCHED_PROGRAMS = frozenset({113, *range(115, 128)})


@dataclass(frozen=True)
class PitchedNotes:
    """`onset` and `duration` (at least 1) in ticks, `pitch` and `velocity`, each (n,).

    `tracks` has the number in the score of every track with such notes, `starts` (tracks,) where
    its notes begin; they end where those of the next one begin.
    """

    tracks: list[int]
    starts: Ints
    onset: Ints
    duration: Ints
    pitch: Ints
    velocity: Ints

    def __len__(self) -> int:
        return len(self.onset)


def is_pitched(track: Track) -> bool:
    """Whether the track has notes, and notes whose pitch says something."""
    return not track.is_drum and track.program not in UNPITCHED_PROGRAMS and len(track.notes) > 0


def pitched_notes(score: Score) -> PitchedNotes:
    """All notes but those of drums and unpitched effects, track after track."""
    tracks = [number for number, track in enumerate(score.tracks) if is_pitched(track)]
    notes = [score.tracks[number].notes for number in tracks]
    starts = np.cumsum([0, *map(len, notes)])[:-1]
    # Field by field: joining arrays of records costs NumPy as much as all the rest here.
    onset, duration, pitch, velocity = (
        np.concatenate([rows[field] for rows in notes], dtype=np.int64)
        if notes
        else np.zeros(0, np.int64)
        for field in ("onset", "duration", "pitch", "velocity")
    )
    return PitchedNotes(tracks, starts, onset, np.maximum(duration, 1), pitch, velocity)
