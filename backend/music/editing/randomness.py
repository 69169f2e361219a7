"""Random numbers that are the same in every language: mulberry32, by Tommy Ettinger.

The state grows by a constant with every draw, so that all draws are reckoned at once.
"""

import numpy as np
import numpy.typing as npt

STEP = 0x6D2B79F5
TRACK = 0x9E3779B9  # parts the sequences of the tracks of one seed


def draws(seed: int, track: int, count: int) -> npt.NDArray[np.uint64]:
    """(count,) whole numbers from 0 to 2³² − 1."""
    start = (seed + track * TRACK) & 0xFFFFFFFF
    with np.errstate(over="ignore"):
        state = np.uint32(start) + np.arange(1, count + 1, dtype=np.uint32) * np.uint32(STEP)
        t = (state ^ (state >> np.uint32(15))) * (state | np.uint32(1))
        t = t ^ (t + (t ^ (t >> np.uint32(7))) * (t | np.uint32(61)))
        drawn: npt.NDArray[np.uint64] = (t ^ (t >> np.uint32(14))).astype(np.uint64)
    return drawn


def spread(
    one: npt.NDArray[np.uint64], other: npt.NDArray[np.uint64], most: int
) -> npt.NDArray[np.int64]:
    """Whole numbers from −most to most, those near 0 the likeliest, out of two draws each."""
    up = (one * np.uint64(most + 1)) >> np.uint64(32)
    down = (other * np.uint64(most + 1)) >> np.uint64(32)
    return up.astype(np.int64) - down.astype(np.int64)
