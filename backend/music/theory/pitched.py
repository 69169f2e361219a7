"""The pitched notes of a score in four flat arrays, which is what harmony is read from."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from backend.music.score import Score, Track

# Sounds of General MIDI whose pitch says nothing: agogo, woodblock to reverse cymbal, noises.
UNPITCHED_PROGRAMS = frozenset({113, *range(115, 128)})


@dataclass(frozen=True)
class PitchedNotes:
    """`onset`, `end` in ticks, `pitch` and `track` (its number in the score), each (n,)."""

    onset: npt.NDArray[np.int64]
    end: npt.NDArray[np.int64]
    pitch: npt.NDArray[np.int64]
    track: npt.NDArray[np.int64]


def is_pitched(track: Track) -> bool:
    """Whether the track has notes, and notes whose pitch says something."""
    return not track.is_drum and track.program not in UNPITCHED_PROGRAMS and len(track.notes) > 0


def pitched_notes(score: Score) -> PitchedNotes:
    """All notes but those of drums and unpitched effects, track after track."""
    chosen = [
        (number, track.notes) for number, track in enumerate(score.tracks) if is_pitched(track)
    ]
    if not chosen:
        empty = np.zeros(0, np.int64)
        return PitchedNotes(empty, empty, empty, empty)
    onset = np.concatenate([notes["onset"] for _, notes in chosen]).astype(np.int64)
    duration = np.concatenate([notes["duration"] for _, notes in chosen])
    pitch = np.concatenate([notes["pitch"] for _, notes in chosen]).astype(np.int64)
    track = np.repeat([n for n, _ in chosen], [len(notes) for _, notes in chosen])
    return PitchedNotes(onset, onset + np.maximum(duration, 1), pitch, track.astype(np.int64))
