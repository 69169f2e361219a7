"""Writing: one attempt after the other until a piece is music, told bar by bar."""

import logging
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt

from backend.music.errors import CancelledError, CollapsedError
from backend.music.events import vocabulary as v
from backend.music.events.encoded import EncodedScore
from backend.music.generation.assignment import Assignment
from backend.music.generation.balance import balanced
from backend.music.generation.collapse import collapse_of
from backend.music.generation.guide import new_guide
from backend.music.generation.outcome import Progress
from backend.music.generation.parts import header_of, score_of
from backend.music.generation.sampler import write_bar
from backend.music.generation.sheets import USED, Sheets, empty_sheets, task_of
from backend.music.lstm.runtime import Runtime
from backend.music.score import Score

TAKES = 12
REPEATING = 6  # attempts that repeat what is planned to repeat; a form can be all that is amiss
THREADS = 2  # write groups of candidates side by side
RUNNING = Path("/proc/loadavg")
GROUP = 4  # candidates of a thread, which reads the weights once for all of them
# From the second attempt on, notes of the scale are made likelier by this many nats an attempt.
SCALE_PULL = 0.7


log = logging.getLogger(__name__)

Accept = Callable[[Score], bool]
Tell = Callable[[Progress], None]
Stop = Callable[[], bool]


@dataclass(frozen=True)
class Written:
    """A candidate that is music.

    `score` has the written parts, `piece` their events; `takes` attempts were needed. `nats` and
    `notes` (bars,) are each bar's negative log-likelihood under the voices, whatever temperature
    it was drawn with, and how many notes it is of; fixed notes count too.
    """

    candidate: int
    score: Score
    piece: EncodedScore
    takes: int
    nats: npt.NDArray[np.float64]
    notes: npt.NDArray[np.int64]


def write(
    assignment: Assignment,
    runtimes: Mapping[str, Runtime],
    candidates: int,
    accept: Accept,
    on_progress: Tell,
    cancelled: Stop,
) -> list[Written]:
    """Write each candidate until it has not collapsed and `accept` takes it.

    Candidate k is the same whatever the number of candidates. One that fails eight times is left
    out as long as another does not.

    Raises:
        CancelledError: `cancelled()`. CollapsedError: twelve attempts at each candidate failed.
    """
    written: list[Written] = []
    failed = dict.fromkeys(range(candidates), "")  # and why
    new = assignment.given.written
    for take in range(TAKES):
        again = list(failed)
        failed = {}
        for attempt in attempts(assignment, runtimes, again, take, on_progress, cancelled):
            reason = collapse_of(attempt.piece, assignment.must, new)
            if reason is None and not accept(attempt.score):
                reason = "it came out other than asked"
            if reason is None:
                written.append(attempt)
            else:
                failed[attempt.candidate] = reason
        if not failed:
            break
    if not written:
        raise CollapsedError(
            f"We tried {TAKES * candidates} times and at last {failed[0]}. "
            "Choose another seed or a lower temperature."
        )
    for candidate, reason in failed.items():
        header = partial(header_of, assignment)
        bars = len(assignment.blank.plan)
        on_progress(Progress(candidate, TAKES, 0, bars, header, left_out=reason))
        log.info("Candidate %d was left out after %d attempts: %s.", candidate + 1, TAKES, reason)
    return sorted(written, key=lambda w: w.candidate)


def attempts(
    assignment: Assignment,
    runtimes: Mapping[str, Runtime],
    candidates: Sequence[int],
    take: int,
    on_progress: Tell,
    cancelled: Stop,
) -> list[Written]:
    """One attempt at each of some candidates, side by side."""
    if take >= REPEATING:
        assignment = replace(assignment, given=replace(assignment.given, repeats=None))
    piece = assignment.blank
    bars, rows = len(piece.plan), len(candidates)
    task = task_of(assignment, SCALE_PULL * take)
    sheets = empty_sheets(task, [(assignment.seed, c, take) for c in candidates])
    guide = new_guide(assignment.voices, runtimes, rows)
    cuts = np.linspace(0, rows, _groups(rows) + 1).astype(int).tolist()
    for candidate in candidates:
        on_progress(Progress(candidate, take, 0, bars, partial(header_of, assignment)))
    with ThreadPoolExecutor(THREADS) as threads:

        def begin(bar: int) -> Iterator[None]:
            write_rows = partial(write_bar, guide, task, sheets, bar)
            return threads.map(write_rows, cuts[:-1], cuts[1:])

        begun, writing = np.ones(rows, np.int64), begin(0)  # A piece starts before its first line.
        for bar in range(bars):
            list(writing)
            ended = sheets.desk[:, USED].copy()
            if cancelled():
                raise CancelledError("Stopped as you asked; nothing was kept.")
            if bar + 1 < bars:  # The next bar is written while this one is told.
                writing = begin(bar + 1)
            for row, candidate in enumerate(candidates):
                events = _events(sheets, row, begun[row], ended[row])
                laid = partial(score_of, assignment, piece, events, bar, bar + 1)
                on_progress(Progress(candidate, take, bar + 1, bars, laid))
            begun = ended
    out = []
    for row, candidate in enumerate(candidates):
        whole = replace(piece, events=_events(sheets, row, 0, sheets.desk[row, USED]))
        score = balanced(assignment, score_of(assignment, whole, whole.events, 0, bars))
        nats, notes = sheets.nats[row], _notes(whole)
        out.append(Written(candidate, score, whole, take + 1, nats, notes))
    return out


def _groups(rows: int) -> int:
    """Into how many groups candidates fall: small ones as long as a core has nothing to do.

    That changes when a candidate is finished, never what is written.
    """
    return -(-rows // (GROUP // 2 if _idle_cores() >= 1 else GROUP))


def _idle_cores() -> float:
    """How many cores have nothing to do; where the system only tells means, in the last minute."""
    cores = os.cpu_count() or 1
    if RUNNING.exists():  # "0.20 0.18 0.12 2/80 1234": two run, of which we are one
        return cores - int(RUNNING.read_text().split()[3].split("/")[0])
    return cores - 1 - (os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0)


def _events(sheets: Sheets, row: int, first: int, last: int) -> v.Events:
    """What a row has written, from an event to another (excluded)."""
    fields = sheets.lines[row, first:last]
    events = np.zeros(len(fields), v.EVENT)
    for index, name in enumerate(v.FIELDS):
        events[name] = fields[:, index]
    return events


def _notes(piece: EncodedScore) -> npt.NDArray[np.int64]:
    """(bars,) how many notes each has."""
    bar = np.cumsum(piece.events["position"] == v.BAR) - 1
    notes = piece.events["role"] < v.ROLES
    return np.bincount(bar[notes], minlength=len(piece.plan))
