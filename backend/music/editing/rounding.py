"""The one way in which edits round: to the nearest whole number, halves up."""

from typing import TypeVar

import numpy as np
import numpy.typing as npt

Whole = TypeVar("Whole", int, npt.NDArray[np.int64])


def divide(a: Whole, b: int) -> Whole:
    """`a` / `b` for b > 0; the browser says Math.floor((2 * a + b) / (2 * b))."""
    result: Whole = (2 * a + b) // (2 * b)
    return result
