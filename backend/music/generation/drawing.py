"""Drawing one value from logits under a mask, with temperature and top-p."""

import numpy as np
import numpy.typing as npt

from backend.music.compiled import Number, kernel
from backend.music.lstm.numbers import Floats, exp, f32, largest

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


@kernel
def chance(stream: npt.NDArray[np.uint64], row: Number) -> float:
    """A number from 0 to 1 (excluded); moves the stream of a row on (SplitMix64)."""
    stream[row] += _GOLDEN
    z = stream[row]
    z = (z ^ (z >> np.uint64(30))) * _FIRST
    z = (z ^ (z >> np.uint64(27))) * _SECOND
    z = z ^ (z >> np.uint64(31))
    return np.float64(z >> np.uint64(11)) / 9007199254740992.0


@kernel
def draw(logits: Floats, luck: float, temperature: float, top_p: float) -> int:
    """Draw one of several (at least one): its index.

    Args:
        logits: of those that may be drawn; overwritten.
        luck: from 0 to 1 (excluded), which decides.
        temperature: below 1 the likely becomes likelier.
        top_p: the unlikeliest values that together hold less than 1 − top_p are never drawn.
    """
    chances = logits
    most = largest(logits)
    for i in range(len(logits)):
        chances[i] = (logits[i] - most) / f32(temperature)
    exp(chances, chances)
    whole = 0.0
    for i in range(len(chances)):
        whole += chances[i]
    order = np.empty(len(chances), np.int64)  # the likeliest, as many as hold `top_p`
    running = np.empty(len(chances), np.float64)
    so_far, taken = 0.0, 0
    while taken < len(chances) and so_far < top_p * whole:
        best = 0
        for i in range(1, len(chances)):
            if chances[i] > chances[best]:
                best = i
        so_far += chances[best]
        chances[best] = f32(-1)
        order[taken], running[taken] = best, so_far
        taken += 1
    goal = luck * so_far
    for i in range(taken - 1):
        if running[i] >= goal:
            return int(order[i])
    return int(order[taken - 1])
