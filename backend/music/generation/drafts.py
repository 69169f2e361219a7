"""Drafts: a work is written in several ways, and each candidate keeps the way that suits its genre.

How near a piece comes to a genre hangs on the plan that chance laid under it more than on anything
that is drawn later, and the style scorer hears it only when it is written.
"""

import math
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np

from backend.music.errors import CollapsedError
from backend.music.events import vocabulary as v
from backend.music.generation.assignment import Assignment
from backend.music.generation.outcome import Progress
from backend.music.generation.parts import header_of, score_of
from backend.music.generation.work import Work
from backend.music.generation.writing import THREADS, Written

MOST = 4  # drafts; with eight hardly more land, and they take twice the time
BARS = 128  # that all drafts have together, two drafts at least: a long song must not take minutes
FAITHFUL = 0.6  # content below which a draft has to be nearer to its genre to be kept
SHORT = 6.0  # nats that a whole of content is worth
LEAST = 1e-6
PLAIN = 4  # Each fourth draft leaves a tune in its mode, if else too little of it would be kept.

Pair = tuple[Work, Written]
Tell = Callable[[Progress], None]


def count_for(bars: int) -> int:
    """How many drafts a piece of so many bars has."""
    return max(min(MOST, BARS // max(bars, 1)), 2)


def seed_of(seed: int, draft: int) -> int:
    """The seed of a draft's plan; that of the first is the request's own."""
    if draft == 0:
        return seed
    return int(np.random.SeedSequence((seed, draft)).generate_state(1)[0])


def worth(style: float, content: float) -> float:
    """What a draft is worth that reached a `style` and kept a `content`, both 0…1.

    The log-odds of the style, less SHORT for each whole of content that lacks to FAITHFUL.
    """
    reached = min(max(style, LEAST), 1 - LEAST)
    return math.log(reached / (1 - reached)) - SHORT * max(FAITHFUL - content, 0.0)


def write_best(
    work: Work,
    write: Callable[[Assignment, Tell], list[Written]],
    worth_of: Callable[[Work, Written], float],
    on_progress: Tell,
) -> list[Pair]:
    """Write all drafts in silence, then tell of each candidate the one that is worth most.

    They are written side by side as far as there are cores; of two that are worth the same the
    earlier one stays. Candidate k is the same whatever the number of candidates, as in
    `writing.write`.

    Raises:
        CollapsedError: no draft came to anything.
    """
    assert work.drafts is not None
    assignments = [work.assignment, *work.drafts()]
    with ThreadPoolExecutor(THREADS) as threads:
        tries = list(threads.map(partial(_try, write), assignments))
    best: dict[int, tuple[float, Pair]] = {}
    for assignment, drafts in zip(assignments, tries, strict=True):
        own = replace(work, assignment=assignment)
        for draft in drafts.written:
            value = worth_of(own, draft)
            if draft.candidate not in best or value > best[draft.candidate][0]:
                best[draft.candidate] = value, (own, draft)
    faults = [drafts.fault for drafts in tries if drafts.fault is not None]
    if not best and faults:
        raise faults[-1]
    left_out = {p.candidate: p for drafts in tries for p in drafts.left_out}
    for candidate in left_out.keys() - best.keys():
        on_progress(left_out[candidate])
    pairs = [best[candidate][1] for candidate in sorted(best)]
    for pair in pairs:
        _tell(*pair, on_progress)
    return pairs


@dataclass
class _Tries:
    """What came of one draft of all candidates."""

    written: list[Written] = field(default_factory=list)
    left_out: list[Progress] = field(default_factory=list)
    fault: CollapsedError | None = None


def _try(write: Callable[[Assignment, Tell], list[Written]], assignment: Assignment) -> _Tries:
    tries = _Tries()

    def hear(progress: Progress) -> None:
        if progress.left_out:
            tries.left_out.append(progress)

    try:
        tries.written = write(assignment, hear)
    except CollapsedError as collapsed:
        tries.fault = collapsed
    return tries


def _tell(work: Work, draft: Written, on_progress: Tell) -> None:
    """Bar by bar, as if it were just written; its band may be another than the first draft's."""
    made, events = work.assignment, draft.piece.events
    bars = len(draft.piece.plan)
    on_progress(Progress(draft.candidate, 0, 0, bars, partial(header_of, made)))
    lines = np.append(np.flatnonzero(events["position"] == v.BAR), len(events))
    for bar in range(bars):
        part = events[lines[bar] : lines[bar + 1]]
        laid = partial(score_of, made, draft.piece, part, bar, bar + 1)
        on_progress(Progress(draft.candidate, 0, bar + 1, bars, laid))
