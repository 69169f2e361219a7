"""Reading: one MIDI file → an encoded piece worth learning from, or why it was dropped."""

import hashlib
from dataclasses import dataclass, replace

import numpy as np

from backend.music import midi
from backend.music.errors import MusicError, UnusableScoreError
from backend.music.events import EncodedScore, encode
from backend.music.events.vocabulary import BAR
from backend.music.score import Key, Score
from backend.music.theory import assign_roles, estimate_key
from backend.music.training.checkup import Checkup, check
from backend.music.training.sources import Source

FEWEST_NOTES = 32
FEWEST_BARS = 4
MOST_EVENTS = 20_000  # A longer file is a medley or a broken loop.
LEAST_BEAT = 0.25  # Below it the bar lines of the file mean nothing; see `beat_strength`.
LEAST_PITCHES = 4  # Fewer distinct pitches is an alarm clock, not a song.


@dataclass(frozen=True)
class Verdict:
    """What became of one file: `dropped` says why it is not used, and is empty if it is.

    `fingerprint` is the same for files with the same notes; `checkup` is None where the file
    could not be read.
    """

    name: str
    song: str
    dropped: str = ""
    fingerprint: str = ""
    checkup: Checkup | None = None


@dataclass(frozen=True)
class Reading:
    """A file's verdict, and its encoded piece if it is used."""

    verdict: Verdict
    piece: EncodedScore | None = None


def read_source(source: Source) -> Reading:
    """Read, check and encode one file; a file that cannot be used says why instead."""
    verdict = Verdict(source.path.name, source.song)
    try:
        score = midi.read(source.path.read_bytes())
        key, confidence = estimate_key(score)
        verdict = replace(verdict, checkup=check(score, confidence))
        piece = _usable(score, key)
    except MusicError as fault:
        return Reading(replace(verdict, dropped=str(fault).split(". ")[0][:90]))
    notes = piece.events[piece.events["role"] <= 12][["position", "role", "pitch"]]
    fingerprint = hashlib.md5(notes.tobytes(), usedforsecurity=False).hexdigest()
    return Reading(replace(verdict, fingerprint=fingerprint), piece)


def _usable(score: Score, key: Key) -> EncodedScore:
    """Encode a score that is worth learning from, without the silence around it.

    Raises:
        UnusableScoreError: too short, too long or too monotonous to learn from.
    """
    if score.note_count < FEWEST_NOTES:
        raise UnusableScoreError(f"Fewer than {FEWEST_NOTES} notes")
    if beat_strength(score) < LEAST_BEAT:
        raise UnusableScoreError("Played freely: its notes agree on no beat")
    piece = trimmed(encode(score, key=key, roles=assign_roles(score)))
    if len(piece.plan) < FEWEST_BARS:
        raise UnusableScoreError(f"Fewer than {FEWEST_BARS} bars")
    if len(piece.events) > MOST_EVENTS:
        raise UnusableScoreError(f"More than {MOST_EVENTS:,} events")
    if len(np.unique(piece.events["pitch"][piece.events["role"] <= 12])) < LEAST_PITCHES:
        raise UnusableScoreError(f"Fewer than {LEAST_PITCHES} distinct pitches")
    return piece


def trimmed(piece: EncodedScore) -> EncodedScore:
    """The piece without empty bars at its start and end."""
    full = np.flatnonzero(piece.plan["counts"].any(axis=1))
    if not len(full):
        return piece
    first, last = int(full[0]), int(full[-1])
    lines = np.append(np.flatnonzero(piece.events["position"] == BAR), len(piece.events) - 1)
    kept = np.concatenate(
        [piece.events[:1], piece.events[lines[first] : lines[last + 1]], piece.events[-1:]]
    )
    return replace(piece, events=kept, plan=piece.plan[first : last + 1])


def beat_strength(score: Score) -> float:
    """How strongly the onsets agree on a beat, 0 (free playing) to 1 (exactly quantised).

    The longest mean resultant vector of the onsets' phases within a quarter, an eighth, a triplet
    and a sixteenth; playing to a click that is off the grid by a few hundredths still has it.
    """
    onsets = np.concatenate([t.notes["onset"] for t in score.tracks]) / score.ticks_per_quarter
    return max(float(abs(np.exp(2j * np.pi * k * onsets).mean())) for k in (1, 2, 3, 4))
