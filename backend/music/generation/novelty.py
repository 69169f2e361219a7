"""Novelty: chords for a bar that is to be unlike all before it.

Left alone, a bar that is no repeat in the form would often come out as one, and pieces would have
fewer chords than real songs: in rock 73 of 100 bars with chords from before instead of 52.
"""

from backend.music.compiled import Number, kernel
from backend.music.events import vocabulary as v
from backend.music.generation import sheets as s
from backend.music.generation.drawing import chance
from backend.music.generation.sheets import Sheets
from backend.music.lstm.inputs import NO_CHORD
from backend.music.lstm.layout import Ints

# How often the first chord of a bar is its second one too, so that it says whether the bar is new.
HELD = 0.7


@kernel
def unlike(sheets: Sheets, r: Number, position: Number, values: Ints, count: int) -> int:
    """Of the first `count` chords in `values` keep those that make a new bar; how many are left.

    Where none would, all stay.
    """
    desk = sheets.desk[r]
    if position == 0 and chance(sheets.stream, r) > HELD:
        return count
    kept = 0
    for i in range(count):
        if not _was(sheets.named[r], desk, position, values[i] - v.CHORD_BASE):
            values[kept] = values[i]
            kept += 1
    return kept if kept > 0 else count


@kernel
def _was(named: Ints, desk: Ints, position: Number, chord: Number) -> bool:
    """Whether an earlier bar had this chord throughout, or behind the same first one."""
    for bar in range(desk[s.BAR]):
        first, second = named[bar, 0], named[bar, 1]
        if position > 0 and first == desk[s.CHORDS] and second == chord:
            return True
        if position == 0 and first == chord and second in (chord, NO_CHORD):
            return True
    return False
