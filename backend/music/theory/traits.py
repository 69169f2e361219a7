"""What a track is like, in seven numbers that its role is judged by."""

from typing import NamedTuple

from backend.music.score import Score
from backend.music.theory.pitched import PitchedNotes


class Traits(NamedTuple):
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


def traits_of(score: Score, notes: PitchedNotes) -> dict[int, Traits]:
    """Measure the pitched tracks of a score, by their number, against its length."""
    if not notes.tracks:
        return {}
    from backend.music.theory.counting import track_sums

    whole = max(-(-score.end // (4 * score.ticks_per_quarter)), 1)
    sums = track_sums(notes.rows, notes.starts, score.ticks_per_quarter).tolist()
    return {
        number: _traits(len(score.tracks[number].notes), whole, *row)
        for number, row in zip(notes.tracks, sums, strict=True)
    }


def _traits(
    size: int,
    whole: int,
    pitch: int,
    duration: int,
    velocity: int,
    together: int,
    bar_changes: int,
    new: int,
    repeats: int,
    leaps: int,
) -> Traits:
    bars = bar_changes + 1
    return Traits(
        pitch=pitch / duration,
        monophony=1.0 - together / (size - 1) if size > 1 else 1.0,
        coverage=min(bars / whole, 1.0),
        loudness=velocity / size / 127,
        rate=new / (4 * bars),
        repeats=repeats / new if new else 0.0,
        leap=leaps / new if new else 0.0,
    )
