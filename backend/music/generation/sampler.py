"""The sampler: writes a bar event by event under a grammar, so that every result decodes.

What is fixed (a kept melody, locked parts, given chords, what an earlier bar had) is woven in at
its own place: whenever the networks propose something later than the next fixed event, the fixed
event is written instead.
"""

import numpy as np

from backend.music.compiled import Number, kernel
from backend.music.events import vocabulary as v
from backend.music.generation import sheets as s
from backend.music.generation.feed import ORDER, push
from backend.music.generation.grammar import (
    DURATION,
    PITCH,
    POSITION,
    ROLE,
    VELOCITY,
    place,
    positions,
    ranged,
    roles,
)
from backend.music.generation.guide import Guide, read
from backend.music.generation.laying import lay
from backend.music.generation.novelty import unlike
from backend.music.generation.pad import Pad, draw_field, new_pad, weigh
from backend.music.generation.repeats import NEW
from backend.music.generation.sheets import Sheets, Task
from backend.music.lstm.layout import Ints
from backend.music.score import Role
from backend.music.theory import CHORD_COUNT

_DRUMS = int(Role.DRUMS)
NEAR = 6  # semitones: any pitch class is within reach
_CHORDS = (v.CHORD_BASE + 1, v.CHORD_BASE + CHORD_COUNT - 1)  # A sketch has no empty chord.


@kernel
def write_bar(guide: Guide, task: Task, sheets: Sheets, bar: int, first: int, last: int) -> None:
    """Write one bar of the rows from `first` to `last` (excluded), side by side.

    Bar 0 begins with START, the last one ends with END. Bars must be written in order.
    """
    pad = new_pad()
    rows = np.arange(first, last)
    if bar == 0:
        _mark(pad.event, v.START)
        for r in rows:
            push(task, sheets, r, pad.event)
        read(guide, task, sheets, rows)
    for r in rows:
        sheets.desk[r, s.BAR], sheets.desk[r, s.SECTION] = bar, s.LINE
    while len(rows) > 0:
        writing = 0
        for r in rows:
            pad.told[:] = -1
            if _next(guide, task, sheets, r, pad):
                weigh(guide, sheets.nats[r], bar, r, pad)
                push(task, sheets, r, pad.event)
                rows[writing] = r
                writing += 1
        rows = rows[:writing]
        read(guide, task, sheets, rows)


@kernel
def _mark(event: Ints, kind: int) -> None:
    event[POSITION], event[ROLE], event[PITCH] = kind, v.NO_ROLE, v.NO_PITCH
    event[DURATION], event[VELOCITY] = v.NO_DURATION, v.NO_VELOCITY


@kernel
def _next(guide: Guide, task: Task, sheets: Sheets, r: Number, pad: Pad) -> bool:
    """Choose the next event of row `r`; whether its bar has one."""
    desk, event = sheets.desk[r], pad.event
    if desk[s.SECTION] == s.LINE:
        _mark(event, v.BAR)
        lay(task, sheets, r)
        desk[s.SECTION] = s.SKETCH
    elif desk[s.SECTION] == s.DONE:
        return False
    elif _inside(guide, task, sheets, r, pad):
        desk[s.POSITION], desk[s.ORDER] = event[POSITION], ORDER[event[ROLE]]
        desk[s.PITCH] = event[PITCH]
        return True
    elif desk[s.SECTION] == s.SKETCH:
        _mark(event, v.SEP)
        sheets.named[r, desk[s.BAR]] = desk[s.CHORDS : s.OWED]
        desk[s.SECTION] = s.ARRANGEMENT
    else:
        _mark(event, v.END)
        desk[s.SECTION] = s.DONE
        return bool(desk[s.BAR] == len(task.plan) - 1)
    desk[s.POSITION], desk[s.ORDER], desk[s.PITCH] = 0, -1, -1
    return True


@kernel
def _inside(guide: Guide, task: Task, sheets: Sheets, r: Number, pad: Pad) -> bool:
    """Choose the next event of a section; False when it closes."""
    desk, event, values = sheets.desk[r], pad.event, pad.values
    plan = task.plan[desk[s.BAR]]
    proposed = False
    count = positions(plan, desk, task.ranges, values)
    if count:
        draw_field(guide, task, sheets, r, pad, POSITION, count)
        proposed = event[POSITION] < v.LONGEST_BAR
        if proposed:
            count = roles(plan, desk, task.ranges, event[POSITION], values)
            draw_field(guide, task, sheets, r, pad, ROLE, count)
    if desk[s.NEXT] < desk[s.CUT if desk[s.SECTION] == s.SKETCH else s.LAID]:
        fixed = sheets.laid[r, desk[s.NEXT], : s.MODEL]
        if not proposed or place(fixed) <= place(event):
            desk[s.NEXT] += 1
            event[:] = fixed
            if event[PITCH] == v.NO_PITCH:
                count = _open_pitches(task, sheets, r, event, values)
                draw_field(guide, task, sheets, r, pad, PITCH, count)
            return True
    if not proposed:
        return False
    role = event[ROLE]
    lowest, highest = task.ranges[role, 0], task.ranges[role, 1]
    if event[POSITION] == desk[s.POSITION] and ORDER[role] == desk[s.ORDER]:
        lowest = max(lowest, desk[s.PITCH] + 1)
    draw_field(guide, task, sheets, r, pad, PITCH, ranged(lowest, highest, values))
    event[DURATION] = v.NO_DURATION
    if role != _DRUMS:
        draw_field(guide, task, sheets, r, pad, DURATION, ranged(0, v.NO_DURATION - 1, values))
    draw_field(guide, task, sheets, r, pad, VELOCITY, ranged(0, v.VELOCITIES - 1, values))
    return True


@kernel
def _open_pitches(task: Task, sheets: Sheets, r: Number, event: Ints, values: Ints) -> int:
    """The chords of a place, or the pitches of an outlined note.

    A note lies above the last of its chord and leaves room for those to come; one of an earlier bar
    whose rhythm comes again stays near where it was, so that chords keep their shape.
    """
    desk, laid, role = sheets.desk[r], sheets.laid[r], event[ROLE]
    if role == v.CHORD:
        count = ranged(_CHORDS[0], _CHORDS[1], values)
        if task.repeats[desk[s.BAR], v.CHORD] == NEW:
            count = unlike(sheets, r, event[POSITION], values, count)
        return count
    lowest, highest = task.ranges[role, 0], task.ranges[role, 1]
    if event[POSITION] == desk[s.POSITION] and ORDER[role] == desk[s.ORDER]:
        lowest = max(lowest, desk[s.PITCH] + 1)
    following = desk[s.NEXT]
    while following < desk[s.LAID] and place(laid[following]) == place(event):
        following += 1
        highest -= 1
    model = laid[desk[s.NEXT] - 1, s.MODEL]
    if model != v.NO_PITCH:
        lowest, highest = (
            min(max(lowest, model - NEAR), highest),
            max(min(highest, model + NEAR), lowest),
        )
    return ranged(lowest, highest, values)
