"""Radix: integers put into order in as many rounds as the largest has digits, compiled."""

import numpy as np
import numpy.typing as npt

from backend.music.compiled import kernel

Ints = npt.NDArray[np.int64]

_DIGITS = 11  # bits that one round of sorting looks at


@kernel
def sorted_places(keys: Ints) -> Ints:
    """The places of the keys from the smallest up, of equal ones the first first."""
    size = len(keys)
    order, other = np.empty(size, np.int64), np.empty(size, np.int64)
    largest = np.int64(0)
    for i in range(size):
        order[i] = i
        largest = max(largest, keys[i])
    starts = np.zeros((1 << _DIGITS) + 1, np.int64)
    shift = 0
    while largest >> shift:
        starts[:] = 0
        for i in range(size):
            starts[((keys[i] >> shift) & ((1 << _DIGITS) - 1)) + 1] += 1
        for i in range(1 << _DIGITS):
            starts[i + 1] += starts[i]
        for place in order:
            digit = (keys[place] >> shift) & ((1 << _DIGITS) - 1)
            other[starts[digit]] = place
            starts[digit] += 1
        order, other = other, order
        shift += _DIGITS
    return order
