"""Ranges of bars as ticks."""

import numpy as np
import numpy.typing as npt

from backend.music.errors import BadRequestError
from backend.music.score import Score, bars_of


def edges_of(score: Score) -> npt.NDArray[np.int64]:
    """(bars + 1,) the tick at which every bar begins, and at which the last one ends."""
    rows = bars_of(score).rows
    return np.append(rows["start"], rows["start"][-1] + rows["length"][-1]).astype(np.int64)


def span(score: Score, first: int | None, last: int | None) -> tuple[int, int]:
    """Where the bars `first` to `last`, counted from 1, begin and end.

    Raises:
        BadRequestError: the song does not have them.
    """
    edges = edges_of(score)
    count = len(edges) - 1
    first, last = first or 1, count if last is None else last
    if last < first:
        raise BadRequestError(f"bar {last} is before bar {first}.")
    if last > count:
        raise BadRequestError(f"there is no bar {max(first, last)}; the song has {count}.")
    return int(edges[first - 1]), int(edges[last])
