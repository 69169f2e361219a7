"""Passages: a stretch of a source with as much before and after it as the networks need to hear."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from backend.music.events import vocabulary as v
from backend.music.events.encoded import EncodedScore
from backend.music.generation.assignment import Event
from backend.music.generation.source import given_of
from backend.music.score import Role

CONTEXT = 24  # bars that are read before the first new one
AFTER = 4  # bars behind a passage that judge how well the music goes on

Frame = list[dict[int, int]]


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
