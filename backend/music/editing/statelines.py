"""What holds until something else does (tempos, keys, controls), carried along with its bars."""

from collections.abc import Sequence
from typing import Any, Final, TypeVar

import numpy as np

from backend.music.editing.pieces import Laid
from backend.music.score import BEND, CONTROL
from backend.music.score.score import Rows

Mark = TypeVar("Mark", bound=tuple[Any, ...])

# What a player takes for a control that was never sent (General MIDI 1): volume, balance, pan,
# expression.
_USUAL: Final = {7: 100, 8: 64, 10: 64, 11: 127}


def marks_along(marks: Sequence[Mark], laid: Laid) -> list[Mark]:
    """(tick, …) rows at their new places; each piece begins with the one that held at its start.

    Before the first mark the first one is taken to hold.
    """
    found: list[Any] = []
    for piece, place in laid if marks else ():
        held = [mark for mark in marks if mark[0] <= piece.start]
        found.append((place, *(held[-1] if held else marks[0])[1:]))
        if not piece.silent:
            found += [
                (mark[0] - piece.start + place, *mark[1:])
                for mark in marks
                if piece.start < mark[0] < piece.ends()
            ]
    return found


def changing(marks: Sequence[Mark]) -> list[Mark]:
    """Without those that say again what holds."""
    return [mark for i, mark in enumerate(marks) if not i or marks[i - 1][1:] != mark[1:]]


def controls_of(controls: Rows, laid: Laid) -> Rows:
    """CONTROL rows at their new places; each piece begins with the controls that held there."""
    if not len(controls):
        return controls
    running = {int(number): _USUAL.get(int(number), 0) for number in np.unique(controls["number"])}
    parts = []
    for piece, place in laid:
        first, last = np.searchsorted(controls["tick"], (piece.start, piece.ends()))
        before = controls[:first]
        held = dict(zip(before["number"].tolist(), before["value"].tolist(), strict=True))
        due = {number: held.get(number, _USUAL.get(number, 0)) for number in running}
        state = [(place, n, value) for n, value in due.items() if value != running[n]]
        rows = controls[first : first if piece.silent else last].copy()
        rows["tick"] += place - piece.start
        parts += [np.array(state, CONTROL), rows]
        running |= due | dict(zip(rows["number"].tolist(), rows["value"].tolist(), strict=True))
    return np.concatenate(parts)


def bends_of(bends: Rows, laid: Laid) -> Rows:
    """BEND rows at their new places; each piece begins as bent as it was there."""
    if not len(bends):
        return bends
    running, parts = 0, []
    for piece, place in laid:
        first, last = np.searchsorted(bends["tick"], (piece.start, piece.ends()))
        held = int(bends["value"][first - 1]) if first else 0
        rows = bends[first : first if piece.silent else last].copy()
        rows["tick"] += place - piece.start
        parts += [np.array([(place, held)] if held != running else [], BEND), rows]
        running = int(rows["value"][-1]) if len(rows) else held
    return np.concatenate(parts)
