"""Work: what a verb has decided before the first note, and how its results are to be judged."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from backend.music.events.encoded import EncodedScore
from backend.music.generation.assignment import Assignment
from backend.music.generation.requests import Request
from backend.music.score import Score

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Work:
    """One request, ready to be written.

    `request` has its seed. `certify` measures a score, and `wishes` what else was asked of it; a
    piece that misses a row of `must` is written anew. `offset` is the number of the first bar of
    the assignment's piece in the result, and `planned` the bars of that piece, first and last
    (excluded), that its plan is about; `seam` those behind it that judge how it goes on. `judged`
    (bars of the result,) are the bars whose melody was written here, None for all. `drafts` are
    other assignments that would do, and `content` says how much of the source is heard in one;
    `styled` are genres by their shares that the whole result is to sound like, empty for a
    part, and `before` is what the source was.
    """

    kind: str
    request: Request
    assignment: Assignment
    title: str
    certify: Callable[[Score], Rows]
    report: Callable[[Score], dict[str, Any]]
    planned: tuple[int, int]
    wishes: Callable[[Score, EncodedScore], Rows] = lambda _score, _piece: []
    must: frozenset[str] = frozenset()
    guided: bool = False
    offset: int = 0
    seam: tuple[int, int] | None = None
    judged: npt.NDArray[np.bool_] | None = None
    source: Score | None = None
    drafts: Callable[[], Sequence[Assignment]] | None = None
    content: Callable[[Score], float] = lambda _score: 1.0
    styled: Mapping[str, float] = field(default_factory=dict)
    before: EncodedScore | None = None
    facts: dict[str, Any] = field(default_factory=dict)

    def accept(self, score: Score) -> bool:
        """Whether a written piece is what it has to be."""
        return not self.must or all(
            row["ok"] for row in self.certify(score) if row["what"] in self.must
        )
