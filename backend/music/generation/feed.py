"""The feed: the network's inputs one event at a time, as `lstm.inputs` has them for songs."""

import numpy as np

from backend.music.compiled import Number, kernel
from backend.music.events import vocabulary as v
from backend.music.generation import sheets as s
from backend.music.generation.sheets import KEY, OLDER, SIGN, Sheets, Task
from backend.music.lstm.inputs import CONDITIONS, LOG_COUNT, LOOKBACKS, NO_CHORD
from backend.music.lstm.layout import COLUMNS, SEEN, Ints
from backend.music.lstm.numbers import Floats
from backend.music.lstm.recall import length_step, recall_step

ORDER = v.ORDER
_BACK = np.array(LOOKBACKS)
_SECTION = 1 << 22  # the bits of a key below its section; see `vocabulary.sort_keys`
assert list(CONDITIONS)[3:9] == [
    "length",
    "compound",
    "phrase",
    "bars_left",
    "register",
    "loudness",
]
assert list(CONDITIONS)[9:] == ["chord", "half_chord", "recall"]


@kernel
def push(task: Task, sheets: Sheets, r: Number, event: Ints) -> None:
    """Write an event, which must stand behind the last one, in row `r`."""
    desk, lines = sheets.desk[r], sheets.lines[r]
    bar, used = desk[s.BAR], desk[s.USED]
    position, role, pitch = event[0], event[1], event[2]
    key = bar * v.BAR_KEY
    if position == v.START:
        key = -1
    elif position == v.SEP:
        key += 2 * _SECTION
    elif position == v.END:
        key += v.BAR_KEY
    elif position != v.BAR:
        section = 1 if desk[s.SECTION] == s.SKETCH else 3
        key += section * _SECTION + ((position << 15) | (ORDER[role] << 10) | pitch)
        if role == v.CHORD:
            desk[s.CHORDS + (1 if position > 0 else 0)] = pitch - v.CHORD_BASE
            desk[s.SECOND], desk[s.NEWS] = position, True
        elif desk[s.OWED + role] > 0:
            desk[s.OWED + role] -= 1
    if position in (v.START, v.BAR):
        desk[s.OWED :] = task.plan[bar, s.PLANNED : s.FREE]
        desk[s.CHORDS : s.OWED] = NO_CHORD
        desk[s.SECOND], desk[s.NEWS] = 0, True
    assert used == 0 or key > lines[used - 1, KEY]
    lines[used, :5] = event
    lines[used, KEY], lines[used, SIGN] = key, position << 16 | role << 10 | pitch
    desk[s.POINTER], desk[s.LENGTH] = recall_step(
        lines[:, SIGN], used, sheets.heads[r], lines[:, OLDER], desk[s.POINTER], desk[s.LENGTH]
    )
    desk[s.USED] = used + 1


@kernel
def tell(task: Task, sheets: Sheets, r: Number, inputs: Ints, counts: Floats) -> None:
    """What `step` takes after the last event of row `r`: (COLUMNS,) but the genre, and (39,)."""
    desk, lines = sheets.desk[r], sheets.lines[r]
    plan, last = task.plan[desk[s.BAR]], desk[s.USED] - 1
    inputs[0:5] = lines[last, :5]
    for i in range(len(_BACK)):
        before = lines[last, KEY] - _BACK[i] * v.BAR_KEY
        inputs[5 + 5 * i : 10 + 5 * i] = lines[_follower(lines, last, before), :5]
    inputs[SEEN - 5 : SEEN] = lines[desk[s.POINTER], :5]
    inputs[SEEN + 1 : SEEN + 9] = plan[s.TOLD : s.PLANNED]
    inputs[SEEN + 9 : SEEN + 11] = desk[s.CHORDS : s.OWED]
    inputs[COLUMNS - 1] = length_step(desk[s.LENGTH])
    for role in range(v.ROLES):
        owed = desk[s.OWED + role]
        counts[role] = LOG_COUNT[plan[s.PLANNED + role]]
        counts[v.ROLES + role] = LOG_COUNT[owed]
        counts[2 * v.ROLES + role] = 1 if owed == 0 else 0


@kernel
def _follower(lines: Ints, last: int, key: int) -> int:
    """The first event whose key is larger than `key`; START if that is before the piece."""
    low, high = 0, last
    while key >= 0 and low < high:
        middle = (low + high) // 2
        if lines[middle, KEY] > key:
            high = middle
        else:
            low = middle + 1
    return low
