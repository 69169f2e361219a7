"""Tempo, metre and key of a file, cleaned: what no music can mean is left out."""

from collections.abc import Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from backend.music.midi.events import KEY, METRE, Meta
from backend.music.midi.limits import MAX_METRES
from backend.music.score import KEY_CHANGE
from backend.music.score import METRE as METRE_ROW
from backend.music.score import TEMPO as TEMPO_ROW
from backend.music.score.score import Rows

Mark = tuple[Any, ...]  # a tick, and what holds from there on

_MAX_NUMERATOR: Final = 64
_MAX_DENOMINATOR_POWER: Final = 6  # a bar of 64ths; beyond is damage


def tempos_of(tempos: npt.NDArray[np.int64]) -> Rows:
    """Rows of TEMPO from the (marks, 2) of `Events`, without those of 0 or that change nothing."""
    tempos = tempos.compress(tempos[:, 1] > 0, 0)
    tick, microseconds = tempos.take(np.argsort(tempos[:, 0], kind="stable"), 0).T
    # Of several at one tick the last in the file holds.
    last = np.flatnonzero(np.append(tick[1:] != tick[:-1], True)[: len(tick)])
    microseconds = microseconds[last]
    kept = np.append(True, microseconds[1:] != microseconds[:-1])[: len(last)]
    rows = np.empty(np.count_nonzero(kept), TEMPO_ROW)
    rows["tick"], rows["bpm"] = tick[last[kept]], 60e6 / microseconds[kept]
    return rows


def metres_of(metas: Sequence[Meta], ticks_per_quarter: int) -> Rows:
    """Rows of METRE; absurd ones and those that only repeat the metre on a bar line are left out.

    A repeated metre between two bar lines stays: it starts the count anew. A file with more than
    MAX_METRES changes has none that anybody could count, and is left without.
    """
    marks: list[Mark] = []
    for meta in metas:
        if meta.kind == METRE and len(meta.data) >= 2:
            numerator, power = meta.data[0], meta.data[1]
            if 0 < numerator <= _MAX_NUMERATOR and power <= _MAX_DENOMINATOR_POWER:
                marks.append((meta.tick, numerator, 1 << power))
    kept: list[Mark] = []
    for tick, numerator, denominator in _last_of_each_tick(marks):
        if kept and kept[-1][1:] == (numerator, denominator):
            bar = max(round(ticks_per_quarter * 4 * numerator / denominator), 1)
            if (tick - kept[-1][0]) % bar == 0:
                continue
        kept.append((tick, numerator, denominator))
    return np.array(kept if len(kept) <= MAX_METRES else [], METRE_ROW)


def keys_of(metas: Sequence[Meta]) -> Rows:
    """Rows of KEY_CHANGE; more than seven sharps or flats are left out, and repetitions."""
    marks: list[Mark] = []
    for meta in metas:
        if meta.kind == KEY and len(meta.data) >= 2:
            sharps = meta.data[0] - 256 if meta.data[0] > 127 else meta.data[0]
            minor = meta.data[1] == 1
            if abs(sharps) <= 7:
                marks.append((meta.tick, (7 * sharps + (9 if minor else 0)) % 12, minor))
    marks = _last_of_each_tick(marks)
    return np.array(marks[:1] + [b for a, b in pairwise(marks) if a[1:] != b[1:]], KEY_CHANGE)


def _last_of_each_tick(marks: list[Mark]) -> list[Mark]:
    """In time order; of several at one tick the last in the file holds."""
    return list({mark[0]: mark for mark in sorted(marks, key=itemgetter(0))}.values())
