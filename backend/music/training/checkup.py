"""Checkup: what is odd about one file, whether it is used or not.

Nothing is dropped for it: the doctor counts it, so that a person sees what a folder holds.
"""

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from backend.music.events.vocabulary import TICKS
from backend.music.score import Score, Track

FEWEST_NOTES = 8  # of a track, before anything is said about it
OFF_STEP = 0.25  # of a grid step: an onset farther from the grid is off it

# What a drum kit is made of in General MIDI, by pitch.
_KICKS, _SNARES, _HATS = (35, 36), (37, 38, 39, 40), (42, 44, 46)
_KIT = np.zeros(128, bool)
_KIT[[*_KICKS, *_SNARES, *_HATS]] = True
_KIT_SHARE = 0.8  # of the notes of a kit that plays a beat
_TOGETHER = 0.15  # of them begin with another one: the hi-hat with the drums
_MOST_TUNED = 0.1  # of the notes of a tune on the drum channel are kick, snare or hi-hat
_FEWEST_PITCHES = 12  # of such a tune; a set of congas and cymbals has fewer
_DRUM_NAME = re.compile(
    r"\bdrum|\bsnare|\bkick|\bhi-?hat|\bcymbal|\bbatt?eri|\bschlagz|\bbongo|\bconga|\btom\b",
    re.IGNORECASE,
)
_TUNED_NAME = re.compile(r"guit|bass(?! ?drum)|piano|organ|string|lead|synth", re.IGNORECASE)
# Mallets, timpani and the last two families (percussive, effects) belong on pitched channels.
_TUNED_PROGRAMS = (*range(8), *range(16, 47), *range(48, 112))


@dataclass(frozen=True)
class Checkup:
    """Of one file: share of onsets off the grid, confidence in its key 0–1, and odd tracks.

    `one_note` are pitched tracks with a single pitch, `hidden_drums` drum tracks on pitched
    channels, `tuned_drums` tunes on the drum channel.
    """

    off_grid: float
    key_confidence: float
    one_note: int
    hidden_drums: int
    tuned_drums: int


def check(score: Score, key_confidence: float) -> Checkup:
    """Look a score over."""
    pitches = [np.bincount(t.notes["pitch"], minlength=128) for t in score.tracks]
    known = [
        (t, p) for t, p in zip(score.tracks, pitches, strict=True) if len(t.notes) >= FEWEST_NOTES
    ]
    hidden = [not t.is_drum and _is_kit(t, p) for t, p in known]
    return Checkup(
        off_grid=round(_off_grid(score), 4),
        key_confidence=round(key_confidence, 4),
        one_note=sum(
            not t.is_drum and not drums and len(p.nonzero()[0]) == 1
            for (t, p), drums in zip(known, hidden, strict=True)
        ),
        hidden_drums=sum(hidden),
        tuned_drums=sum(t.is_drum and _is_tune(p) for t, p in known),
    )


def _off_grid(score: Score) -> float:
    """The share of onsets that lie more than a quarter of a step from the grid."""
    onset = np.concatenate([t.notes["onset"] for t in score.tracks])
    if not len(onset):
        return 0.0
    step = onset * (TICKS / score.ticks_per_quarter)
    return float((abs(step - np.rint(step)) > OFF_STEP).mean())


def _is_kit(track: Track, pitches: npt.NDArray[np.int64]) -> bool:
    """Whether a track of a pitched channel plays drums, by its name or by its pitches."""
    if track.program not in _TUNED_PROGRAMS or _TUNED_NAME.search(track.name):
        return False
    if _DRUM_NAME.search(track.name):
        return True
    notes = len(track.notes)
    if pitches[_KIT].sum() < _KIT_SHARE * notes:
        return False
    played = [pitches[list(part)].any() for part in (_KICKS, _SNARES, _HATS)]
    together = 1 - len(np.unique(track.notes["onset"])) / notes
    return all(played) and together >= _TOGETHER


def _is_tune(pitches: npt.NDArray[np.int64]) -> bool:
    """Whether a track of the drum channel plays notes that are no drums."""
    share = pitches[_KIT].sum() / pitches.sum()
    return bool(share < _MOST_TUNED and np.count_nonzero(pitches) >= _FEWEST_PITCHES)
