"""Which of a score's tempos a reader sees, and which are only heard."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from backend.music.notation.bars import Bar
from backend.music.score import Score

_STEADY = 0.04  # share by which tempos differ that nobody writes down
_GRADUAL = 0.08  # share by which a tempo moves, step by step, before anybody says so
_STEP = 0.75  # the share of it that is a change at once, and the rest chance
_LASTING = 2  # bars
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


class Tempo(NamedTuple):
    """A change of tempo.

    Attributes:
        tick: where.
        bpm: what is heard, in quarters a minute.
        shown: what a metronome mark says, in quarters a minute; None for no mark.
        words: what is said beside it, as “rit.”.
    """

    tick: int
    bpm: float
    shown: float | None = None
    words: str = ""


def tempos_of_page(score: Score, bars: tuple[Bar, ...]) -> list[Tempo]:
    """All tempos, marked at the start and where they lastingly change.

    A mark says what is usual in the two bars that it begins. Where a steady tempo moves step by
    step in one direction, words say so, and a mark stands where it is steady again.
    """
    end = bars[-1].start + bars[-1].ticks
    ticks, bpms = _changes(score, end)
    starts = [bar.start for bar in bars]
    places = np.clip(np.searchsorted(starts, ticks, side="right") - 1, 0, None)
    whole = [bar.full_ticks(score.ticks_per_quarter) for bar in bars]
    lengths = np.array(whole)[places]
    ramps = _ramps(ticks, bpms, lengths)
    found: list[Tempo] = []
    shown, moved_until, is_owed = 0.0, 0, False
    for index, (tick, bpm, bar) in enumerate(
        zip(ticks.tolist(), bpms.tolist(), lengths.tolist(), strict=True)
    ):
        words = ""
        if index in ramps:
            moved_until, is_owed = ramps[index], True
            words = "accel." if bpms[moved_until] > bpm else "rit."
        mark = None
        if index >= moved_until:
            stop = min(tick + _LASTING * bar, end)
            usual = _usual(ticks, bpms, tick, stop)
            lasts = stop - tick >= (bar if is_owed else _LASTING * bar)
            if usual and lasts and (is_owed or abs(usual / (shown or usual) - 1) >= _STEADY):
                mark = usual
        if not index or mark:
            mark = shown = mark or _usual(ticks, bpms, tick, end) or bpm
            is_owed = False
        found.append(Tempo(tick, bpm, mark, words))
    return found


def _changes(score: Score, end: int) -> tuple[Ints, Floats]:
    """Ticks and tempos, from tick 0 to before `end`, each another than the one before."""
    ticks, bpms = score.tempos["tick"].astype(np.int64), score.tempos["bpm"]
    if not len(ticks) or ticks[0] > 0:
        ticks, bpms = np.append(0, ticks), np.append(120.0, bpms)
    kept = np.append(True, np.diff(bpms) != 0) & (ticks < end)
    return ticks[kept], bpms[kept]


def _usual(ticks: Ints, bpms: Floats, start: int, stop: int) -> float | None:
    """The median of what is heard from `start` to `stop`; None if it is not steady there."""
    first = max(int(np.searchsorted(ticks, start, side="right")) - 1, 0)
    last = int(np.searchsorted(ticks, stop))
    here = bpms[first:last]
    spans = np.diff(np.append(np.maximum(ticks[first:last], start), stop))
    order = np.argsort(here)
    half = np.searchsorted(np.cumsum(spans[order]), spans.sum() / 2)
    median = float(here[order][half])
    return median if np.abs(here / median - 1).max() <= _STEADY else None


def _ramps(ticks: Ints, bpms: Floats, lengths: Ints) -> dict[int, int]:
    """First and last of the changes by which a steady tempo goes up or down, step by step."""
    found = {}
    first = 1
    while first < len(ticks):
        up, last = bpms[first] > bpms[first - 1], first
        while (
            last + 1 < len(ticks)
            and (bpms[last + 1] > bpms[last]) == up
            and ticks[last + 1] - ticks[last] <= lengths[last]
        ):
            last += 1
        since = max(int(ticks[first] - _LASTING * lengths[first]), 0)
        steps = np.abs(np.diff(bpms[first - 1 : last + 1]))
        is_gradual = (
            steps.max() <= _STEP * steps.sum() and steps.sum() >= _GRADUAL * bpms[first - 1]
        )
        if is_gradual and _usual(ticks, bpms, since, int(ticks[first])):
            found[first] = last
        first = last + 1
    return found
