"""Laying: the fixed events of a bar, given ones and those of earlier bars, in their order."""

from backend.music.compiled import Number, kernel
from backend.music.events import vocabulary as v
from backend.music.events.form import PARTS
from backend.music.generation import sheets as s
from backend.music.generation.grammar import PITCH, POSITION, ROLE, place
from backend.music.generation.repeats import KINDS, RHYTHM
from backend.music.generation.sheets import Sheets, Task
from backend.music.lstm.layout import Ints
from backend.music.score import Role

_MELODY = int(Role.MELODY)


@kernel
def lay(task: Task, sheets: Sheets, r: Number) -> None:
    """Lay out what is fixed in the bar that row `r` begins; earlier bars must be written."""
    desk, laid, begun = sheets.desk[r], sheets.laid[r], sheets.begun[r]
    bar = desk[s.BAR]
    begun[bar] = desk[s.USED]
    desk[s.NEXT], desk[s.CUT], desk[s.LAID] = 0, 0, 0
    for i in range(task.plan[bar, s.FIXED], task.plan[bar, s.FIXED + 1]):
        _insert(desk, laid, task.fixed[i])
    for part in range(PARTS):
        repeat = task.repeats[bar, part]
        if repeat < 0:
            continue
        earlier = repeat // KINDS
        for i in range(begun[earlier], begun[earlier + 1]):
            event = sheets.lines[r, i, :5]
            if event[ROLE] != part:
                continue
            if part == v.CHORD:
                _name(desk, laid, event)
            else:
                _insert(desk, laid, event, repeat % KINDS == RHYTHM)


@kernel
def _insert(desk: Ints, laid: Ints, event: Ints, outlined: bool = False) -> None:
    """Put an event behind all that do not stand after it; `outlined`, its pitch is left open."""
    at = desk[s.LAID]
    desk[s.LAID] += 1
    desk[s.CUT] += 1 if _in_sketch(event) else 0
    while at > 0 and _stands_after(laid[at - 1], event):
        laid[at] = laid[at - 1]
        at -= 1
    laid[at, : s.MODEL] = event
    laid[at, s.MODEL] = event[PITCH]
    if outlined:
        laid[at, PITCH] = v.NO_PITCH


@kernel
def _name(desk: Ints, laid: Ints, chord: Ints) -> None:
    """Give the open chord at a place the name of an earlier one."""
    for i in range(desk[s.CUT]):
        if (
            laid[i, ROLE] == v.CHORD
            and laid[i, POSITION] == chord[POSITION]
            and laid[i, PITCH] == v.NO_PITCH
        ):
            laid[i, PITCH] = chord[PITCH]


@kernel
def _in_sketch(event: Ints) -> bool:
    return bool(event[ROLE] == v.CHORD or event[ROLE] == _MELODY)


@kernel
def _stands_after(other: Ints, event: Ints) -> bool:
    if _in_sketch(other) != _in_sketch(event):
        return _in_sketch(event)
    return place(other) > place(event)
