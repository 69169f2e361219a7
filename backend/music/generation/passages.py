"""The search for shared passages: every stretch of a line that some indexed song has as well.

A passage is shared if the same steps (interval and time, see `line`) follow each other in both,
from the first to the last window that is telling: trills, scales and repeated notes at its ends do
not count, and a passage of nothing else is none. Passages of fewer than nine notes are not looked
for; they are a tune's vocabulary.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from backend.music.generation.line import NO_WINDOW, STEPS, TELLING, Integers, Windows

SHORTEST = STEPS + 3  # notes of three windows: by two (30 bits), one piece in fifty had a false one

_WINDOW, _PLACE = np.uint64(16), np.uint64(32)  # bits of a window, and of a place among them
_PLACES = np.uint64(2**32 - 1)


@dataclass(frozen=True)
class Passages:
    """Shared passages: (n,) `start` and `end` (exclusive) in the line, notes counted from 0.

    `place` is where the passage starts among the notes of all songs.
    """

    start: Integers
    end: Integers
    place: Integers

    def only(self, kept: npt.NDArray[np.bool_]) -> "Passages":
        """Some of them."""
        return Passages(self.start[kept], self.end[kept], self.place[kept])


class Search:
    """The windows of many songs, end to end, ready to be searched; searching changes nothing."""

    def __init__(self, windows: Windows) -> None:
        self._windows = windows
        at, keys = _pairs(windows)
        self._sorted = np.sort(keys << _PLACE | at.astype(np.uint64))

    def passages(self, windows: Windows) -> Passages:
        """All that a line shares, each passage from its first telling window to its last."""
        at, keys = _pairs(windows)
        low = self._sorted.searchsorted(keys << _PLACE)
        hits = self._sorted.searchsorted(keys << _PLACE | _PLACES, "right") - low
        nth = np.arange(hits.sum()) - np.repeat(np.cumsum(hits) - hits, hits)
        place = (self._sorted[np.repeat(low, hits) + nth] & _PLACES).astype(np.int64)
        start = np.repeat(at, hits)

        # What follows is -1 where a line ends, which no window of the index is.
        asked = np.append(np.where(windows == NO_WINDOW, -1, windows.astype(np.int64)), -1)
        telling = (asked > 0) & (asked & TELLING > 0)
        # A passage is followed from its start alone.
        inside = telling[start - 1] & (asked[start - 1] == self._windows[place - 1])
        start, place = start[~inside], place[~inside]
        reach = start.copy()
        going = np.arange(len(start))
        while len(going):
            ahead = reach[going] + 1
            same = asked[ahead] == self._windows[place[going] + ahead - start[going]]
            going = going[same]
            reach[going] += 1
        last = np.maximum.accumulate(np.where(telling, np.arange(len(asked)), -1))[reach]
        end = last + STEPS + 1
        return Passages(start, end, place).only(end - start >= SHORTEST)


def _pairs(windows: Windows) -> tuple[Integers, npt.NDArray[np.uint64]]:
    """The places of telling windows that another follows, and both as one number of 32 bits."""
    following = np.append(windows[1:], np.uint16(NO_WINDOW))
    at = np.flatnonzero((windows & TELLING > 0) & (following != NO_WINDOW))
    return at, windows[at].astype(np.uint64) << _WINDOW | following[at]
