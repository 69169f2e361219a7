"""The engine: trained models in memory, requests in, finished pieces with their papers out."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from backend.music.generation import works
from backend.music.generation.library import GUIDANCE, Library, ModelCard, label_of
from backend.music.generation.outcome import Outcome, Progress
from backend.music.generation.perform import Performer
from backend.music.generation.plans import plan_of, sketch_of
from backend.music.generation.requests import (
    MOST_SEED,
    ComposeRequest,
    ContinueRequest,
    HarmoniseRequest,
    JoinRequest,
    RegenerateRequest,
    Request,
    RerollRequest,
    RestyleRequest,
    written_plan,
)
from backend.music.generation.source import check
from backend.music.score import Score

Listener = Callable[[Progress], None]
Stop = Callable[[], bool]
Outcomes = tuple[Outcome, ...]
Asked = TypeVar("Asked", bound=Request)

__all__ = ["Engine", "ModelCard", "label_of"]


def _silent(_progress: Progress) -> None:
    pass


def _never() -> bool:
    return False


class Engine:
    """Every verb writes `request.candidates` pieces and gives them back best first.

    They raise MissingModelError, CancelledError, CollapsedError; those with a source also
    UnusableScoreError and, where bars, tracks or chords do not fit it, BadRequestError.
    Making an engine is cheap; see `load`.
    """

    def __init__(self, model_dir: Path, guidance: float = GUIDANCE) -> None:
        self.model_dir = model_dir
        self.library = Library(model_dir, guidance)
        self._performer = Performer(self.library)

    @property
    def genres(self) -> list[str]:
        """The genres that have trained weights, in their usual order."""
        return self.library.genres

    def load(self) -> None:
        """Bring all weights into memory (MissingModelError, IncompatibleModelError)."""
        self.library.load()
        self._performer.load()

    def cards(self) -> list[ModelCard]:
        """What is known about each trained model."""
        return self.library.cards()

    def check_source(self, score: Score) -> None:
        """Whether there is enough in a score to work with (UnusableScoreError says why not)."""
        check(score)

    def check(self, source: Score, request: Request) -> None:
        """Whether a request fits a source, without writing a note; raises what the verb would."""
        works.of(self.library, _seeded(request), source)

    def record(self, score: Score) -> dict[str, Any]:
        """What a score shares with the songs learnt from (MissingModelError: there is no index)."""
        return self._performer.record(score)

    def plan(self, request: ComposeRequest) -> dict[str, Any]:
        """What would be planned for a composition, as JSON that its `plan` field takes."""
        made = works.of(self.library, _seeded(request), None).assignment
        blank = replace(made.blank, events=sketch_of(made))
        return written_plan(plan_of(blank, 0, len(blank.plan), made.must, made.given.repeats))

    def compose(
        self,
        request: ComposeRequest,
        *,
        on_progress: Listener = _silent,
        cancelled: Stop = _never,
    ) -> Outcomes:
        """Write a new piece."""
        return self._do(request, None, on_progress, cancelled)

    def restyle(
        self,
        source: Score,
        request: RestyleRequest,
        *,
        on_progress: Listener = _silent,
        cancelled: Stop = _never,
    ) -> Outcomes:
        """Give a piece a new band; strength 0 returns its notes exactly."""
        return self._do(request, source, on_progress, cancelled)

    def continue_(
        self,
        source: Score,
        request: ContinueRequest,
        *,
        on_progress: Listener = _silent,
        cancelled: Stop = _never,
    ) -> Outcomes:
        """Write new bars behind a piece."""
        return self._do(request, source, on_progress, cancelled)

    def harmonise(
        self,
        source: Score,
        request: HarmoniseRequest,
        *,
        on_progress: Listener = _silent,
        cancelled: Stop = _never,
    ) -> Outcomes:
        """Put chords and a band under one voice."""
        return self._do(request, source, on_progress, cancelled)

    def regenerate(
        self,
        source: Score,
        request: RegenerateRequest,
        *,
        on_progress: Listener = _silent,
        cancelled: Stop = _never,
    ) -> Outcomes:
        """Write some bars of some tracks anew."""
        return self._do(request, source, on_progress, cancelled)

    def join(
        self,
        source: Score,
        request: JoinRequest,
        *,
        on_progress: Listener = _silent,
        cancelled: Stop = _never,
    ) -> Outcomes:
        """Write one more player beside a piece, which stays as it is."""
        return self._do(request, source, on_progress, cancelled)

    def reroll(
        self,
        source: Score,
        request: RerollRequest,
        *,
        on_progress: Listener = _silent,
        cancelled: Stop = _never,
    ) -> Outcomes:
        """Write the melody of copied bars anew."""
        return self._do(request, source, on_progress, cancelled)

    def _do(
        self, request: Request, source: Score | None, on_progress: Listener, cancelled: Stop
    ) -> Outcomes:
        work = works.of(self.library, _seeded(request), source)
        return self._performer.perform(work, on_progress, cancelled)


def _seeded(request: Asked) -> Asked:
    if request.seed is not None:
        return request
    return replace(request, seed=secrets.randbelow(MOST_SEED))
