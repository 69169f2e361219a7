"""The pad: where the next event of a candidate is worked out, field by field."""

from typing import NamedTuple

import numpy as np

from backend.music.compiled import Number, kernel
from backend.music.events import vocabulary as v
from backend.music.generation import sheets as s
from backend.music.generation.drawing import chance, draw
from backend.music.generation.grammar import (
    PITCH,
    POSITION,
    ROLE,
)
from backend.music.generation.guide import Guide, expect
from backend.music.generation.sheets import Sheets, Task
from backend.music.lstm.layout import FIELD_AT, Ints
from backend.music.lstm.numbers import Floats
from backend.music.lstm.reading import WITHOUT, nats_of
from backend.music.score import Role

# Of the tail that top-p cuts off, pitches keep all but this share: without their rarer tones
# compositions are more diatonic than real songs, while rarer positions only blur the groove.
PITCH_TAIL = 0.2
_DRUMS = int(Role.DRUMS)
_ALL = int(FIELD_AT[-1])


class Pad(NamedTuple):
    """Where the next event of one candidate is worked out.

    `event` (5,); `logits` (all sizes,), a stretch a field; `told` (5,): the value of the field
    before for which that stretch was made, −1 for not yet; `values`, of which one is drawn, and
    their logits; `spare`.
    """

    event: Ints
    logits: Floats
    told: Ints
    values: Ints
    drawn: Floats
    spare: Floats


@kernel
def new_pad() -> Pad:
    """An empty pad."""
    return Pad(
        np.empty(5, np.int64),
        np.empty(_ALL, np.float32),
        np.empty(5, np.int64),
        np.empty(_ALL, np.int64),
        np.empty(_ALL, np.float32),
        np.empty(_ALL, np.float32),
    )


@kernel
def draw_field(
    guide: Guide, task: Task, sheets: Sheets, r: Number, pad: Pad, field: Number, n: int
) -> None:
    """Draw a field of the event from the first `n` values."""
    if n == 1:
        pad.event[field] = pad.values[0]
        return
    logits = _logits(guide, r, pad, field)
    top_p = task.heat[2]
    for i in range(n):
        pad.drawn[i] = logits[pad.values[i]]
    if field == PITCH:
        top_p = 1 - (1 - top_p) * PITCH_TAIL
        desk = sheets.desk[r]
        late = desk[s.SECOND] > 0 and pad.event[POSITION] >= desk[s.SECOND]
        bias = task.bias[desk[s.CHORDS + (1 if late else 0)]]
        for i in range(n):
            pad.drawn[i] += bias[pad.values[i]]
    luck = chance(sheets.stream, r)
    heat = task.heat[0]
    if _is_rhythm(sheets, r, pad, field):
        heat = task.heat[1] * task.calm[sheets.desk[r, s.BAR]]
    pad.event[field] = pad.values[draw(pad.drawn[:n], luck, heat, top_p)]


@kernel
def _is_rhythm(sheets: Sheets, r: Number, pad: Pad, field: Number) -> bool:
    """Whether the field says when the band plays, or which drum."""
    if sheets.desk[r, s.SECTION] == s.SKETCH:
        return False
    return bool(field <= ROLE or (field == PITCH and pad.event[ROLE] == _DRUMS))


@kernel
def _logits(guide: Guide, r: Number, pad: Pad, field: Number) -> Floats:
    """The logits of a field of the event, given those before; worked out once."""
    logits = pad.logits[FIELD_AT[field] : FIELD_AT[field + 1]]
    given = pad.event[field - 1] if field > 0 else 0
    if pad.told[field] != given:
        pad.told[field] = given
        expect(guide, r, field, pad.event, logits)
    return logits


@kernel
def weigh(guide: Guide, nats: Floats, bar: int, r: Number, pad: Pad) -> None:
    """Add the nats of every field of the event that means something to the bar's."""
    for field in range(5 if pad.event[POSITION] < v.LONGEST_BAR else 1):
        if pad.event[field] != WITHOUT[field]:
            logits = _logits(guide, r, pad, field)
            nats[bar] += nats_of(logits, pad.event[field], pad.spare[: len(logits)])
