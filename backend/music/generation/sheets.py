"""Sheets: what is written and what it is written to, as arrays that the kernels share.

A task holds for all candidates of a piece; the sheets have a row for each candidate.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from backend.music.events import FIELDS
from backend.music.events import vocabulary as v
from backend.music.events.form import PARTS
from backend.music.events.grid import half_tick
from backend.music.generation.assignment import Assignment, Event
from backend.music.generation.pulls import pitch_bias
from backend.music.generation.ranges import allowed_pitches
from backend.music.generation.repeats import AFRESH, CALM, share_repeated
from backend.music.lstm.inputs import bar_conditions
from backend.music.lstm.layout import Ints
from backend.music.lstm.numbers import Floats
from backend.music.lstm.recall import BUCKETS
from backend.music.score import Role

# Columns of `Sheets.lines`: the five fields, then what `feed` needs to look back.
KEY, SIGN, OLDER = 5, 6, 7
# Columns of `Sheets.desk`: what a candidate is about.
BAR, SECTION = 0, 1  # the bar, what of it is next
NEXT, CUT, LAID = 2, 3, 4  # of its fixed events: the next; where those of the sketch and all end
POSITION, ORDER, PITCH = 5, 6, 7  # of the last event of this section
USED, POINTER, LENGTH = 8, 9, 10  # events written; the match of `lstm.recall`
NEWS = 11  # whether the network has to be told about the bar anew
SECOND = 12  # where the bar's second chord stands
CHORDS, OWED = 13, 15  # from here on: the bar's chords as far as known, notes owed by each role
PLACES = OWED + v.ROLES
MODEL = 5  # column of `Sheets.laid`: the pitch that an open one is to lie near, NO_PITCH for any
# Values of SECTION.
LINE, SKETCH, ARRANGEMENT, DONE = 0, 1, 2, 3
# Columns of `Task.plan`: the length in grid ticks; "mode" to "loudness" of `inputs.CONDITIONS`;
# planned notes of each role; which roles are sampled; where the fixed events begin and end.
TICKS, TOLD = 0, 1
PLANNED = TOLD + 8
FREE = PLANNED + v.ROLES
FIXED = FREE + v.ROLES
WIDTH = FIXED + 2


class Task(NamedTuple):
    """What is fixed.

    `plan` (bars, columns as above); `fixed` (n, 5) events, where a chord that nobody gave, or a
    note that is only outlined, has the pitch NO_PITCH until it is its turn; `repeats` (bars, PARTS)
    of `Given`; `ranges` (ROLES, 2) lowest and highest pitch value; `bias` of `pulls.pitch_bias`;
    `heat` (3,) temperature, that of the band's rhythm, and top-p; `calm` (bars,) of the second.
    """

    plan: Ints
    fixed: Ints
    repeats: Ints
    ranges: Ints
    bias: Floats
    calm: npt.NDArray[np.float64]
    heat: npt.NDArray[np.float64]


class Sheets(NamedTuple):
    """What is written: `lines` (rows, most, columns as above), `desk` (rows, PLACES).

    `begun` (rows, bars) is the first event of each bar, `named` (rows, bars, 2) its chords; `laid`
    (rows, most, MODEL + 1) are the fixed events of the bar that is being written; `heads` (rows,
    BUCKETS) belong to `lstm.recall`; `stream` (rows,) is the state of each candidate's chance;
    `nats` (rows, bars) is told in `writing.Written`.
    """

    lines: Ints
    desk: Ints
    begun: Ints
    named: Ints
    laid: Ints
    heads: Ints
    stream: npt.NDArray[np.uint64]
    nats: npt.NDArray[np.float64]


def task_of(assignment: Assignment, scale_pull: float) -> Task:
    """Lay an assignment out; `scale_pull` nats make notes of the scale likelier."""
    piece, given = assignment.blank, assignment.given
    rows, bars = piece.plan, np.arange(len(piece.plan))
    fixed: list[Event] = []
    edges = []
    for bar in bars.tolist():
        start = len(fixed)
        fixed += _fixed(assignment, bar)
        edges.append((start, len(fixed)))
    repeats = given.repeats
    if repeats is None:
        repeats = np.full((len(rows), PARTS), AFRESH)
    sampled = given.free & (repeats[:, : v.ROLES] < 0)
    header = np.tile([int(piece.key.minor), piece.tempo_step], (len(rows), 1))
    told = bar_conditions(rows, bars, len(rows))
    planned = np.minimum(rows["counts"], 255)
    plan = np.column_stack([rows["length"], header, told, planned, sampled, edges])
    assert plan.shape[1] == WIDTH
    warm = assignment.temperature
    ends = [allowed_pitches(role, piece.key.to_normal)[[0, -1]] for role in Role]
    return Task(
        plan=plan.astype(np.int64),
        fixed=np.array(fixed, np.int64).reshape(-1, len(FIELDS)),
        repeats=repeats,
        ranges=np.array(ends, np.int64),
        calm=1 - CALM * share_repeated(rows, repeats, sampled),
        bias=pitch_bias(scale_pull, assignment.chord_pull),
        heat=np.array([warm, warm * assignment.rhythm, assignment.top_p]),
    )


def empty_sheets(task: Task, streams: Sequence[tuple[int, ...]]) -> Sheets:
    """Room for one candidate a stream; the numbers of a stream decide all its chance."""
    rows, bars = len(streams), len(task.plan)
    markers = 2 + 2 * bars  # START and END, and a line and a SEP a bar
    repeated = task.repeats[:, : v.ROLES] >= 0
    owed = task.plan[:, PLANNED:FREE] * (task.plan[:, FREE:FIXED] | repeated)
    most = markers + len(task.fixed) + int(owed.sum())
    widest = np.diff(task.plan[:, FIXED:])[:, 0] + owed.sum(axis=1)
    seeds = [np.random.SeedSequence(s).generate_state(1, np.uint64)[0] for s in streams]
    return Sheets(
        lines=np.full((rows, most, OLDER + 1), -1, np.int64),
        desk=np.zeros((rows, PLACES), np.int64),
        begun=np.zeros((rows, bars), np.int64),
        named=np.zeros((rows, bars, OWED - CHORDS), np.int64),
        laid=np.zeros((rows, int(widest.max()), MODEL + 1), np.int64),
        heads=np.full((rows, BUCKETS), -1, np.int64),
        stream=np.array(seeds, np.uint64),
        nats=np.zeros((rows, bars)),
    )


def _fixed(assignment: Assignment, bar: int) -> list[Event]:
    """The chord slots and the fixed notes of a bar, in any order."""
    row, given = assignment.blank.plan[bar], assignment.given
    half = half_tick(int(row["length"]), int(row["numerator"]), int(row["denominator"]))
    chords = given.chords[bar] if given.chords else {}
    fixed: list[Event] = [
        (at, v.CHORD, chords.get(at, v.NO_PITCH), v.NO_DURATION, v.NO_VELOCITY)
        for at in {0, half} | set(chords)
    ]
    fixed += given.fixed[bar] if given.fixed else ()
    fixed += given.outlined[bar] if given.outlined else ()
    return fixed
