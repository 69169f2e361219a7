"""A score as what a synthesizer is told, sample by sample."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from backend.music.score import Score, Track
from backend.music.score.seconds import seconds_at

# What stands at one sample comes in this order: settings, note-offs (so that a note struck again
# at once is not cut off), note-ons.
_KINDS = ("cc", "bend", "noteoff", "noteon")
_CC, _BEND, _OFF, _ON = range(4)


class Happening(NamedTuple):
    """One event: at which sample, and the arguments of `Synth.send`."""

    sample: int
    kind: str
    channel: int
    first: int
    second: int


def timeline(score: Score, rate: int) -> Iterator[Happening]:
    """All events of a score in the order in which they are played; player k sits on channel k."""
    parts = [_events(track, channel) for channel, track in enumerate(score.tracks)]
    rows = np.concatenate([*parts, np.zeros((0, 5), np.int64)])
    samples = np.rint(seconds_at(score, rows[:, 0]) * rate).astype(np.int64)
    rows[:, 0] = samples
    # Stable: of several values of one control at once the last holds.
    for sample, kind, channel, first, second in rows[np.lexsort((rows[:, 1], samples))].tolist():
        yield Happening(sample, _KINDS[kind], channel, first, second)


def _events(track: Track, channel: int) -> npt.NDArray[np.int64]:
    """(n, 5): tick, kind, channel, and two values."""
    notes, controls = track.notes, track.controls
    ends = notes["onset"].astype(np.int64) + np.maximum(notes["duration"], 1)
    bends = track.bends["value"].astype(np.int64) + 8192
    return np.concatenate([
        _rows(controls["tick"], _CC, channel, controls["number"], controls["value"]),
        _rows(track.bends["tick"], _BEND, channel, np.clip(bends, 0, 16383), 0),
        _rows(ends, _OFF, channel, notes["pitch"], 0),
        _rows(notes["onset"], _ON, channel, notes["pitch"], np.clip(notes["velocity"], 1, 127)),
    ])  # fmt: skip


def _rows(
    ticks: npt.NDArray[np.integer], kind: int, channel: int,
    first: npt.ArrayLike, second: npt.ArrayLike,
) -> npt.NDArray[np.int64]:  # fmt: skip
    rows = np.empty((len(ticks), 5), np.int64)
    rows[:, 0], rows[:, 1], rows[:, 2], rows[:, 3], rows[:, 4] = ticks, kind, channel, first, second
    return rows
