"""The recording carried along with the notes that were heard in it: moved in pitch, and by bars."""

from collections.abc import Sequence
from dataclasses import replace

from backend.music.editing.pieces import Laid
from backend.music.score import Score
from backend.music.score.recording import SILENT

Stretch = tuple[int, int]


def with_pitch(score: Score, semitones: int) -> Score:
    """The score with its recording so many semitones higher."""
    recording = score.recording
    return replace(score, recording=replace(recording, semitones=recording.semitones + semitones))


def stretches_along(score: Score, laid: Laid) -> tuple[Stretch, ...]:
    """(tick, heard) of the recording with its bars at their new places."""
    found: list[Stretch] = []
    for piece, place in laid:
        if piece.silent:
            found.append((place, SILENT))
            continue
        found.append((place, score.recording.heard(piece.start)))
        found += [
            (tick - piece.start + place, heard)
            for tick, heard in score.recording.stretches
            if piece.start < tick < piece.ends()
        ]
    return joined(found)


def joined(stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Without those at which the recording goes on as it did."""
    found: list[Stretch] = []
    for tick, heard in stretches:
        if found:
            start, before = found[-1]
            if heard == (SILENT if before == SILENT else before + tick - start):
                continue
        found.append((tick, heard))
    return tuple(found)
