"""When each tick of a score is played, in seconds."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from backend.music.score.score import Score


def seconds_at(score: Score, ticks: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """The time at which each tick is played, in seconds from tick 0."""
    changes = np.append(0, score.tempos["tick"].astype(np.int64))
    spans = 60.0 / (np.append(120.0, score.tempos["bpm"]) * score.ticks_per_quarter)
    reached = np.append(0.0, np.cumsum(np.diff(changes) * spans[:-1]))
    # Of several changes at one tick, as at tick 0, the last holds.
    last = np.searchsorted(changes, ticks, side="right") - 1
    seconds: npt.NDArray[np.float64] = reached[last] + (ticks - changes[last]) * spans[last]
    return seconds


def seconds_of(score: Score) -> float:
    """How long a score plays, from tick 0 to the end of its last note."""
    return float(seconds_at(score, np.array([score.end]))[0])


def tempo_of(score: Score) -> Callable[[float], float]:
    """The tempo at a time in seconds, in quarters a minute."""
    ticks = score.tempos["tick"].astype(np.int64)
    times, bpms = seconds_at(score, ticks), np.append(120.0, score.tempos["bpm"])

    def at(seconds: float) -> float:
        return float(bpms[np.searchsorted(times, seconds, side="right")])

    return at
