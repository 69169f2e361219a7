"""The assignment: everything that is fixed before the first note is drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from backend.music.events import vocabulary as v
from backend.music.events.encoded import EncodedScore
from backend.music.score import Role, Score, Track

Event = tuple[int, int, int, int, int]
Voices = tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Given:
    """What may be written, bar by bar, and what is not sampled.

    `free` (bars, ROLES) are the roles written into each bar; `chords[bar]` maps a position (0, or
    the half bar) to a pitch value; `fixed[bar]` are events of any roles, in order. A role that is
    neither free nor fixed in a bar is silent there. `outlined[bar]` are events to be written as
    they are but for their pitch, which is drawn where it is NO_PITCH. `repeats` (bars, PARTS), as
    `repeats.repeats_of` has them, name free roles that are not sampled but play an earlier bar of
    this very piece once more; None where nothing is.
    """

    free: npt.NDArray[np.bool_]
    chords: Sequence[Mapping[int, int]] = ()
    fixed: Sequence[Sequence[Event]] = ()
    outlined: Sequence[Sequence[Event]] = ()
    repeats: npt.NDArray[np.int64] | None = None

    @property
    def written(self) -> npt.NDArray[np.bool_]:
        """(bars,) which bars have something that was not there before."""
        new = np.asarray(self.free.any(axis=1))
        return new | [len(bar) > 0 for bar in self.outlined] if self.outlined else new


@dataclass(frozen=True)
class Assignment:
    """One piece to write.

    `voices` are genres with the weights of their networks' logits, which sum to 1; `blank` is the
    piece without events; `must` are the roles that have to be heard; `conductor` has the tempo,
    metres and keys of the result and no tracks; `parts` are its tracks with the roles that are
    written into each, none for a track that is kept as it is. `chord_pull` makes notes of the
    chord that sounds likelier by so many nats; `rhythm` is the share of the temperature with which
    the band's places, players and drums are drawn.
    """

    voices: Voices
    blank: EncodedScore
    given: Given
    must: frozenset[Role]
    conductor: Score
    parts: Sequence[tuple[Track, frozenset[Role]]]
    seed: int
    temperature: float
    top_p: float
    chord_pull: float = 0.0
    rhythm: float = 1.0


def free_throughout(bars: int, roles: frozenset[Role]) -> npt.NDArray[np.bool_]:
    """`Given.free` for roles that are written in every bar."""
    free = np.zeros((bars, v.ROLES), bool)
    free[:, [int(r) for r in roles]] = True
    return free
