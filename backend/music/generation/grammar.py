"""The grammar: what may stand next in a bar, so that every piece decodes and has one spelling."""

import numpy as np

from backend.music.compiled import kernel
from backend.music.events import vocabulary as v
from backend.music.generation import sheets as s
from backend.music.lstm.layout import Ints
from backend.music.score import Role

# As NumPy numbers: for plain ones Numba would compile every function that is given one anew.
POSITION, ROLE, PITCH, DURATION, VELOCITY = np.arange(5)
ORDER = v.ORDER
_MELODY = int(Role.MELODY)


@kernel
def positions(plan: Ints, desk: Ints, ranges: Ints, values: Ints) -> int:
    """Where the next note of the section may stand, and the marker that closes it.

    Args:
        plan: the bar's row of `Task.plan`.
        desk: the candidate's row of `Sheets.desk`.
        ranges: of `Task`.
        values: the positions are written here.

    Returns:
        how many there are; 0 if no role owes a note to this section.
    """
    room = some = False
    for role in range(v.ROLES):
        if _wanted(plan, desk, role):
            some = True
            room = room or _follows(desk, ranges, role)
    if not some:
        return 0
    count = ranged(desk[s.POSITION] + (0 if room else 1), plan[s.TICKS] - 1, values)
    values[count] = v.SEP if desk[s.SECTION] == s.SKETCH else v.BAR
    return count + 1


@kernel
def roles(plan: Ints, desk: Ints, ranges: Ints, position: int, values: Ints) -> int:
    """The roles that may sound at a position that `positions` gave; see there."""
    count = 0
    for role in range(v.ROLES):
        if _wanted(plan, desk, role) and (
            position > desk[s.POSITION] or _follows(desk, ranges, role)
        ):
            values[count] = role
            count += 1
    return count


@kernel
def ranged(lowest: int, highest: int, values: Ints) -> int:
    """All values from `lowest` to `highest`; how many."""
    count = max(highest + 1 - lowest, 0)
    for i in range(count):
        values[i] = lowest + i
    return count


@kernel
def place(event: Ints) -> int:
    """The place of an event inside its section as a number: its position, then its role."""
    return int(event[POSITION] * len(ORDER) + ORDER[event[ROLE]])


@kernel
def _wanted(plan: Ints, desk: Ints, role: int) -> bool:
    """Whether a role belongs to the section, is free in this bar and still owes notes."""
    sketch = desk[s.SECTION] == s.SKETCH
    return bool(plan[s.FREE + role] and desk[s.OWED + role] > 0 and sketch == (role == _MELODY))


@kernel
def _follows(desk: Ints, ranges: Ints, role: int) -> bool:
    """Whether a role may still sound at the position of the last event."""
    same = ORDER[role] == desk[s.ORDER] and ranges[role, 1] > desk[s.PITCH]
    return bool(ORDER[role] > desk[s.ORDER] or same)
