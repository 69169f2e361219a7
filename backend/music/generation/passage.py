"""Passages: a stretch of a source with what networks need to hear around it, and its rows."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from backend.music.events import vocabulary as v
from backend.music.events.encoded import EncodedScore
from backend.music.generation.assignment import Event
from backend.music.generation.plans import imposed, roles_named
from backend.music.generation.requests.plan import Plan
from backend.music.generation.shaping import with_energy
from backend.music.generation.source import given_of
from backend.music.score import Role
from backend.music.score.score import Rows

CONTEXT = 24  # bars that are read before the first new one
AFTER = 4  # bars behind a passage that judge how well the music goes on

Frame = list[dict[int, int]]
Bools = npt.NDArray[np.bool_]


def context_from(first: int) -> int:
    """The bar from which a source is read when bar `first` is the first to be written."""
    return max(first - CONTEXT, 0)


def piece_between(piece: EncodedScore, first: int, last: int) -> tuple[Frame, list[list[Event]]]:
    """The chords and all notes of bars `first` to `last` (excluded), as the sampler is given."""
    chords, fixed = given_of(piece, frozenset(Role))
    return chords[first:last], fixed[first:last]


def players_of(roles: Sequence[npt.NDArray[np.uint8]]) -> dict[Role, int]:
    """For each role the track that plays most of its notes; `roles` are those of each track."""
    notes = np.array([np.bincount(r, minlength=v.ROLES) for r in roles])
    return {role: int(notes[:, role].argmax()) for role in Role if notes[:, role].any()}


def fill_rests(rows: Rows, whole: Rows, sought: frozenset[Role], written: Bools) -> None:
    """A sought role that rests throughout the passage plays as much as it usually does.

    Whoever chooses a track wants to hear it; where all are written anew, rests stay rests.
    """
    for role in sought:
        counts = whole["counts"][:, role]
        if not rows["counts"][:, role].any() and counts.any():
            rows["counts"][written, role] = round(float(counts[counts > 0].mean()))


def wished_rows(
    usual: Rows,
    own: npt.NDArray[np.int64],
    energy: tuple[float, ...] | None,
    plan: Plan | None,
    sought: frozenset[Role],
    written: Bools,
) -> Rows:
    """The rows as energy and plan want them; no role has fewer notes than are kept of it."""
    rows = with_energy(usual, energy) if energy is not None else usual.copy()
    rows = imposed(rows, plan)
    mine = np.zeros(v.ROLES, np.bool_)
    mine[[int(r) for r in sought | roles_named(plan)]] = True
    rows["counts"][:, ~mine] = usual["counts"][:, ~mine]
    rows["counts"][~written] = usual["counts"][~written]
    rows["counts"] = np.maximum(rows["counts"], own)
    return rows
