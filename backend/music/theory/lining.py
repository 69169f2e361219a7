"""The compiled loop behind `skyline`."""

import numpy as np
import numpy.typing as npt

from backend.music.compiled import kernel

Ints = npt.NDArray[np.int64]


@kernel
def _tops(rows: npt.NDArray[np.void], slack: int) -> Ints:
    """(n,) the highest pitch that sounds where each note begins, in a chord that is not exact."""
    size = len(rows)
    times, place = np.empty(size, np.int64), np.empty(size, np.int64)
    count = 0
    for i in range(size):
        if i == 0 or rows[i].onset != rows[i - 1].onset:
            times[count] = rows[i].onset
            count += 1
        place[i] = count - 1
    # Who falls silent at each time: the first, and who comes after whom.
    ending, after = np.full(count + 1, -1, np.int64), np.empty(size, np.int64)
    for i in range(size):
        onset = np.int64(rows[i].onset)
        end = max(onset + rows[i].duration - slack, onset + 1)
        low, high = place[i] + 1, count
        while low < high:
            middle = (low + high) // 2
            if times[middle] < end:
                low = middle + 1
            else:
                high = middle
        after[i] = ending[low]
        ending[low] = i
    sounding = np.zeros(256, np.int64)
    top = np.full(count, -1, np.int64)
    highest, begun = np.int64(0), 0
    for time in range(count):
        # Chords of a played performance do not start on one tick: look a little ahead.
        while begun < size and rows[begun].onset - slack <= times[time]:
            pitch = np.int64(rows[begun].pitch)
            sounding[pitch] += 1
            highest = max(highest, pitch)
            begun += 1
        i = ending[time]
        while i >= 0:
            sounding[rows[i].pitch] -= 1
            i = after[i]
        while highest > 0 and not sounding[highest]:
            highest -= 1
        top[time] = highest
    for i in range(size):
        place[i] = top[place[i]]
    return place


@kernel
def top_line(
    rows: npt.NDArray[np.void], slack: int, reach: int, below: int
) -> npt.NDArray[np.bool_]:
    """(n,) the notes that are on top, but for those too far under the line around them.

    `rows` are in order of onset. `slack` is the ticks by which notes of a chord may differ, `reach`
    those that count as around, `below` the semitones that are too far.
    """
    top = _tops(rows, slack)
    chosen = np.zeros(len(rows), np.bool_)
    line = np.empty(len(rows), np.int64)
    count = 0
    for i in range(len(rows)):
        if rows[i].pitch >= top[i]:
            chosen[i] = True
            line[count] = i
            count += 1
    since = until = total = 0
    for i in line[:count]:
        while until < count and rows[line[until]].onset <= rows[i].onset + reach:
            total += rows[line[until]].pitch
            until += 1
        while rows[line[since]].onset < rows[i].onset - reach:
            total -= rows[line[since]].pitch
            since += 1
        chosen[i] = rows[i].pitch >= total / (until - since) - below
    return chosen
