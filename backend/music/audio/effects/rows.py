"""Rows of samples added up, several samples at a time."""

from typing import Final

import numpy as np
import numpy.typing as npt

from backend.music.compiled import kernel

Row = npt.NDArray[np.float32]  # (frames,)

_CHUNK: Final = 2048  # frames that stay in the nearest cache


@kernel
def add(out: Row, row: Row, gain: np.float32) -> None:
    """Adds the first samples of `row`, times `gain`, to `out`; they share no memory."""
    for frame in range(len(out)):
        out[frame] += gain * row[frame]


@kernel
def add_filtered(out: Row, row: Row, taps: Row) -> None:
    """Adds (n,) samples of `row` through a filter; its last taps need the len(taps) - 1 before."""
    for first in range(0, len(out), _CHUNK):
        part = out[first : first + _CHUNK]
        for tap in range(len(taps)):
            start = first + len(taps) - 1 - tap
            add(part, row[start : start + len(part)], taps[tap])
