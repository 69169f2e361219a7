"""What the engine gives back: progress bar by bar, and the finished piece with its papers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from backend.music.score import Key, Score


@dataclass(frozen=True)
class Progress:
    """One a bar of each candidate, and before its first one with `bar` 0 that holds the header.

    `candidate` counts from 0 the pieces that are written side by side, `take` the attempts at each
    of them: a higher one means that the one before collapsed and the piece begins again. `score`
    has all tracks; at bar 0 without notes, later with the notes of the newly finished bar alone. It
    is worked out by `laid` for whoever looks at it.
    """

    candidate: int
    take: int
    bar: int
    bars: int
    laid: Callable[[], Score]
    left_out: str = ""  # why no more is tried at this candidate; "" as long as it is written

    @cached_property
    def score(self) -> Score:
        """The notes that are new, on all tracks."""
        return self.laid()


@dataclass(frozen=True)
class Outcome:
    """A finished piece.

    `recipe` reproduces it byte for byte on the same installation. `certificate` lists
    {"what", "asked", "got", "ok"} measured on the written file. `report` says for pieces made from
    others what was kept and `changed`, and what a `mood` set. `candidate` counts from 0 the pieces
    written side by side, and `scores` compares them (see `ranking`). `plan` is that of the bars
    that were written, to be edited and asked for again. `originality` is what it shares with the
    songs learnt from, None while there is no index.
    """

    score: Score
    genre: str
    key: Key
    bars: int
    tempo: float
    metre: str
    recipe: dict[str, Any]
    certificate: list[dict[str, Any]]
    report: dict[str, Any] = field(default_factory=dict)
    title: str = ""
    candidate: int = 0
    scores: dict[str, Any] = field(default_factory=dict)
    plan: dict[str, Any] = field(default_factory=dict)
    originality: dict[str, Any] | None = None
