"""What a track is like, in seven numbers that its role is judged by."""

from dataclasses import dataclass

import numpy as np

from backend.music.score import Score, Track


@dataclass(frozen=True)
class Traits:
    """What a track is like.

    `pitch` is its mean; `monophony`, `coverage`, `loudness`, `repeats` are shares from 0 to 1;
    `rate` counts onsets a quarter where it plays, `leap` is the mean interval in semitones.
    """

    pitch: float
    monophony: float
    coverage: float
    loudness: float
    rate: float
    repeats: float
    leap: float


def traits_of(score: Score, track: Track) -> Traits:
    """Measure a track, which must have notes, against the length of the score it stands in."""
    onset = track.notes["onset"].astype(np.int64)
    duration = np.maximum(track.notes["duration"], 1).astype(np.int64)
    pitch = track.notes["pitch"].astype(np.float64)
    quarter = score.ticks_per_quarter
    gap = np.diff(onset)
    overlap = duration[:-1] - gap
    together = overlap > 0.5 * np.minimum(duration[:-1], duration[1:])
    new = gap > quarter // 12
    intervals = np.abs(np.diff(pitch))[new]
    bars = np.count_nonzero(np.diff(onset // (4 * quarter))) + 1
    whole = max(-(-score.end // (4 * quarter)), 1)
    return Traits(
        pitch=float(np.average(pitch, weights=duration)),
        monophony=1.0 - float(together.mean()) if len(gap) else 1.0,
        coverage=min(bars / whole, 1.0),
        loudness=float(track.notes["velocity"].mean()) / 127,
        rate=np.count_nonzero(new) / (4 * bars),
        repeats=float((intervals == 0).mean()) if len(intervals) else 0.0,
        leap=float(intervals.mean()) if len(intervals) else 0.0,
    )
