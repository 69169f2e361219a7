"""Collapse: the ways in which a sampled piece can be no music, found before anyone hears it."""

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from backend.music.events import vocabulary as v
from backend.music.events.encoded import EncodedScore
from backend.music.score import Role

LONGEST_REPEAT = 20  # melody notes of one pitch in a row
LONGEST_LOOP = 12  # bars in a row that are the same to the last note
FEWEST_CLASSES = 3  # pitch classes in a piece of eight bars or more


def collapse_of(
    piece: EncodedScore, roles: frozenset[Role], written: npt.NDArray[np.bool_] | None = None
) -> str | None:
    """Why this piece must not be shipped, in words for a log; None if it is music.

    `roles` are the parts that were written and must be heard; kept parts are as they are, and so
    are the bars that were not `written` (bars,).
    """
    events = piece.events
    bar = np.cumsum(events["position"] == v.BAR) - 1
    judged = events["role"] < v.ROLES
    if written is not None:
        judged &= written[np.maximum(bar, 0)]
    notes, bar = events[judged], bar[judged]
    for role in roles:
        if not (notes["role"] == role).any():
            return f"the {role.label} part is silent"
    planned = piece.plan["counts"].any(axis=1)
    if written is not None:
        planned &= written
    bars = len(piece.plan)
    silent = planned & (np.bincount(bar, minlength=bars) == 0)
    if silent[-1]:
        return "the last bar is silent"
    if silent.sum() > planned.sum() // 4:
        return f"{silent.sum()} of {planned.sum()} bars are silent"
    mine = np.isin(notes["role"], [int(r) for r in roles])
    notes, bar = notes[mine], bar[mine]
    pitched = notes[notes["role"] != Role.DRUMS]
    if len(pitched) and bars >= 8 and len(np.unique(pitched["pitch"] % 12)) < FEWEST_CLASSES:
        return "it stays on one or two notes"
    tune = notes["pitch"][notes["role"] == Role.MELODY].astype(np.int64)
    if _longest_run(tune) > LONGEST_REPEAT:
        return "the melody stuck on one note"
    if _longest_loop(notes, bar, bars) > LONGEST_LOOP:
        return "it loops one bar"
    return None


def _longest_run(values: np.ndarray) -> int:
    if len(values) == 0:
        return 0
    ends = np.flatnonzero(np.append(np.diff(values) != 0, True))
    return int(np.diff(np.append(-1, ends)).max())


def _longest_loop(notes: np.ndarray, bar: np.ndarray, bars: int) -> int:
    """The longest run of consecutive bars with exactly the same pitched notes."""
    shape = notes[["position", "role", "pitch"]]
    pitched = notes["role"] != Role.DRUMS
    content = [shape[(bar == b) & pitched].tobytes() for b in range(bars)]
    longest = run = 1
    for before, now in pairwise(content):
        run = run + 1 if now and now == before else 1
        longest = max(longest, run)
    return longest
