"""Cut the bytes of track chunks into events: one compiled loop, forgiving what others forgive."""

import numpy as np
import numpy.typing as npt

from backend.music.compiled import kernel

Ints = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]

# How the loop ended.
GOOD, TOO_MANY_EVENTS, TOO_MANY_MARKS = range(3)


@kernel
def _number(data: Bytes, at: int, stop: int) -> tuple[int, int]:
    """The variable-length number at `at` and the place behind it; it ends after five bytes."""
    value = 0
    last = min(at + 5, stop)
    while at < last:
        byte = data[at]
        at += 1
        value = value << 7 | (byte & 127)
        if byte < 128:
            break
    return value, at


@kernel
def _system(data: Bytes, at: int, stop: int) -> tuple[int, int, int]:
    """Type (0 if it is no meta event), first byte and end of the system event at `at`."""
    status = data[at]
    kind = 0
    if status == 0xFF:
        kind = data[at + 1] if at + 1 < stop else 0
        size, start = _number(data, at + 2, stop)
    elif status == 0xF0 or status == 0xF7:
        size, start = _number(data, at + 1, stop)
    else:
        start = at + 1
        size = 2 if status == 0xF2 else 1 if status == 0xF1 or status == 0xF3 else 0
    return kind, start, start + size


@kernel
def cut(
    data: Bytes,
    bounds: Ints,
    kept: npt.NDArray[np.bool_],
    most: int,
    most_marks: int,
    last_tick: int,
) -> tuple[int, npt.NDArray[np.uint16], Ints, Bytes, Bytes, Bytes, Ints, Ints]:
    """All events of the chunks `data[bounds[i]:bounds[i + 1]]`, each of which may be damaged.

    Args:
        data: (bytes,) the chunks one after the other.
        bounds: (chunks + 1,) where they begin and end.
        kept: (256,) which types of meta events are wanted.
        most: How many events there may be, with all that are not wanted and one a chunk.
        most_marks: How many wanted meta events and program changes there may be.
        last_tick: Events later than this are left out.

    Returns:
        How it ended (GOOD …); lines, ticks, kinds and two columns of data of the channel events,
        (n,) each, as in `events.Events`; (metas, 5) chunk, tick, type, first byte and end of the
        wanted meta events; (chunks,) the last tick of each chunk.
    """
    chunks = len(bounds) - 1
    room = min(len(data) // 2, most) + 1  # the shortest events have two bytes
    line = np.empty(room, np.uint16)
    tick = np.empty(room, np.int64)
    kinds = np.empty(room, np.uint8)
    first = np.empty(room, np.uint8)
    second = np.empty(room, np.uint8)
    metas = np.empty((min(len(data) // 3, most_marks) + 1, 5), np.int64)
    ends = np.zeros(chunks, np.int64)
    n = found = programs = 0
    total = chunks
    how = GOOD
    for chunk in range(chunks):
        at, stop = bounds[chunk], bounds[chunk + 1]
        now = 0
        running = 0
        while at < stop and how == GOOD:
            if data[at] < 128:  # as nearly everywhere
                delta, at = data[at] & 127, at + 1
            else:
                delta, at = _number(data, at, stop)
            if at >= stop or delta > 0xFFFFFFF:
                break
            status = data[at]
            if status >= 0xF0:
                kind, start, at = _system(data, at, stop)
                if at > stop:
                    break
                now += delta
                total += 1
                if kept[kind] and now <= last_tick:
                    metas[found, 0], metas[found, 1], metas[found, 2] = chunk, now, kind
                    metas[found, 3], metas[found, 4] = start, at
                    found += 1
                if status == 0xFF and kind == 0x2F:
                    break
            else:
                if status >= 0x80:
                    running = status
                    at += 1
                size = 1 if 0xC0 <= running < 0xE0 else 2
                if not running or at + size > stop:
                    break
                now += delta
                total += 1
                if now <= last_tick:
                    line[n] = chunk << 4 | (running & 15)
                    tick[n] = now
                    kinds[n] = running >> 4
                    first[n] = min(data[at], 127)
                    second[n] = min(data[at + 1], 127) if size == 2 else 0
                    n += 1
                programs += running >> 4 == 0xC
                at += size
            if total > most:
                how = TOO_MANY_EVENTS
            elif found + programs > most_marks:
                how = TOO_MANY_MARKS
        ends[chunk] = min(now, last_tick)
    return how, line[:n], tick[:n], kinds[:n], first[:n], second[:n], metas[:found], ends
