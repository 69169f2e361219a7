"""Drafts: a work is written in several ways, and each candidate keeps the way that suits its genre.

How near a piece comes to a genre hangs on the plan that chance laid under it more than on anything
that is drawn later, and the style scorer hears it only when it is written.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np

from backend.music.errors import CollapsedError
from backend.music.events import vocabulary as v
from backend.music.generation.assignment import Assignment
from backend.music.generation.outcome import Progress
from backend.music.generation.parts import header_of, score_of
from backend.music.generation.work import Work
from backend.music.generation.writing import Written

MOST = 4  # drafts; with eight hardly more land, and they take twice the time
BARS = 128  # that all drafts have together, two drafts at least: a long song must not take minutes
PLAIN = 4  # Each fourth draft leaves a tune in its mode, if else too little of it would be kept.

Pair = tuple[Work, Written]
Worth = tuple[float, ...]
Tell = Callable[[Progress], None]


def count_for(bars: int) -> int:
    """How many drafts a piece of so many bars has."""
    return max(min(MOST, BARS // max(bars, 1)), 2)


def seed_of(seed: int, draft: int) -> int:
    """The seed of a draft's plan; that of the first is the request's own."""
    if draft == 0:
        return seed
    return int(np.random.SeedSequence((seed, draft)).generate_state(1)[0])


def write_best(
    work: Work,
    write: Callable[[Assignment, Tell], list[Written]],
    worth: Callable[[Work, Written], Worth],
    on_progress: Tell,
) -> list[Pair]:
    """Write all drafts in silence, then tell of each candidate the one that is worth most.

    Candidate k is the same whatever the number of candidates, as in `writing.write`.

    Raises:
        CollapsedError: no draft came to anything.
    """
    assert work.drafts is not None
    best: dict[int, tuple[Worth, Pair]] = {}
    left_out: dict[int, Progress] = {}
    fault: CollapsedError | None = None

    def hear(progress: Progress) -> None:
        if progress.left_out:
            left_out[progress.candidate] = progress

    for assignment in [work.assignment, *work.drafts()]:
        own = replace(work, assignment=assignment)
        try:
            drafts = write(assignment, hear)
        except CollapsedError as collapsed:
            fault = collapsed
            continue
        for draft in drafts:
            found = worth(own, draft), (own, draft)
            # Of two that are worth the same the earlier one stays.
            best[draft.candidate] = max(best.get(draft.candidate, found), found, key=_worth)
    if not best and fault is not None:
        raise fault
    for candidate in left_out.keys() - best.keys():
        on_progress(left_out[candidate])
    pairs = [best[candidate][1] for candidate in sorted(best)]
    for pair in pairs:
        _tell(*pair, on_progress)
    return pairs


def _worth(found: tuple[Worth, Pair]) -> Worth:
    return found[0]


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
