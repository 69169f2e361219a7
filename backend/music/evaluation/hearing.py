"""How much of a piece was heard: onsets found within 50 ms, of the pitch or the drum played."""

import numpy as np

from backend.music.evaluation.drumming import Tally, matched, tallied
from backend.music.hearing.transcribe import Transcription
from backend.music.score import NOTE, Role, Score
from backend.music.score.seconds import seconds_at
from backend.music.theory import assign_roles

Onsets = list[tuple[float, int]]


def compared(heard: Transcription, played: Score) -> dict[str, dict[str, float]]:
    """F1, precision and recall of all pitched notes, of the melody, and of groups of drums.

    `played` begins with the recording. Its melody is the part of that role (`theory.roles`); two
    players of one note are one. Drums that neither plays are left out.
    """
    found, hits = heard.notes, heard.hits
    drums = tallied(hits["onset"], hits["drum"], *struck(played))
    return {
        "all notes": agreement(_pairs(found["onset"], found["pitch"]), onsets(played)),
        "melody": agreement(
            _pairs(*(found[heard.tune][name] for name in ("onset", "pitch"))), melody(played)
        ),
        **{group: one.figures for group, one in drums.items() if one.found or one.played},
    }


def onsets(score: Score) -> Onsets:
    """(seconds, pitch) of every pitched note."""
    return _unique(score, [np.ones(len(t.notes), bool) & (not t.is_drum) for t in score.tracks])


def melody(score: Score) -> Onsets:
    """(seconds, pitch) of every note of the tune."""
    return _unique(score, [roles == Role.MELODY for roles in assign_roles(score)])


def struck(score: Score) -> tuple[np.ndarray, np.ndarray]:
    """Seconds and General MIDI notes of every hit on a drum."""
    parts = [track.notes for track in score.tracks if track.is_drum]
    notes = np.concatenate([np.zeros(0, NOTE), *parts])
    return seconds_at(score, notes["onset"].astype(np.int64)), notes["pitch"]


def agreement(found: Onsets, played: Onsets) -> dict[str, float]:
    """F1, precision and recall of onsets; each is matched once."""
    hits = sum(
        matched([s for s, p in found if p == pitch], [s for s, p in played if p == pitch])
        for pitch in {p for _, p in found}
    )
    return Tally(hits, len(found), len(played)).figures


def _unique(score: Score, kept: list[np.ndarray]) -> Onsets:
    pairs: set[tuple[float, int]] = set()
    for track, mine in zip(score.tracks, kept, strict=True):
        notes = track.notes[mine]
        seconds = seconds_at(score, notes["onset"].astype(np.int64)).round(2)
        pairs |= set(_pairs(seconds, notes["pitch"]))
    return sorted(pairs)


def _pairs(seconds: np.ndarray, pitches: np.ndarray) -> Onsets:
    return list(zip(seconds.tolist(), pitches.tolist(), strict=True))
