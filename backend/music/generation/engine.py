"""The engine: trained models in memory, requests in, finished pieces with their papers out."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from threadpoolctl import threadpool_limits

from backend.music import midi
from backend.music.errors import MissingModelError
from backend.music.generation import compose, restyle
from backend.music.generation.assignment import Assignment, Voices
from backend.music.generation.certificate import certify, certify_restyle, measure
from backend.music.generation.outcome import Outcome, Progress
from backend.music.generation.planner import Planner
from backend.music.generation.report import report_on
from backend.music.generation.requests import MOST_SEED, ComposeRequest, RestyleRequest
from backend.music.generation.writing import Written, write
from backend.music.lstm.bundle import CONFIG, PLANS, Bundle, read_bundle, read_config
from backend.music.lstm.inputs import GENRES
from backend.music.lstm.runtime import Runtime
from backend.music.score import Score

# How far a genre's network is pulled away from music in general (γ of the guide).
COMPOSE_PULL = 1.0
RESTYLE_PULL = 1.5

LABELS = {"hiphop": "Hip-hop"}

Listener = Callable[[Progress], None]
Stop = Callable[[], bool]


@dataclass(frozen=True)
class ModelCard:
    """What a page says about a model; read from its config alone."""

    genre: str
    label: str
    songs: int
    notes: int
    nats_per_note: float
    fingerprint: str
    trained_on: str

    def to_json(self) -> dict[str, Any]:
        """The fields by name."""
        return dict(self.__dict__)


@dataclass
class Model:
    """A bundle in memory, ready to play."""

    bundle: Bundle
    folder: Path

    @cached_property
    def runtime(self) -> Runtime:
        """The network."""
        return Runtime(self.bundle)

    @cached_property
    def planner(self) -> Planner:
        """The genre's real plans."""
        return Planner.load(self.folder / PLANS)


class Engine:
    """Composes and restyles with the models of a folder. Making one is cheap; see `load`."""

    def __init__(self, model_dir: Path) -> None:
        self.model_dir = model_dir
        self._models: dict[str, Model] = {}

    @property
    def genres(self) -> list[str]:
        """The genres that have trained weights, in their usual order."""
        return [g for g in GENRES if (self.model_dir / g / CONFIG).exists()]

    def load(self) -> None:
        """Bring all weights into memory.

        Raises:
            MissingModelError: there is not a single model. IncompatibleModelError: one is from
            another version.
        """
        if not self.genres:
            raise MissingModelError(
                f"No trained models in {self.model_dir}. Train one: python scripts/train.py general"
            )
        for genre in self.genres:
            model = self._model(genre)
            _ = model.runtime, model.planner  # Both are made when they are first looked at.

    def cards(self) -> list[ModelCard]:
        """What is known about each trained model."""
        cards = []
        for genre in self.genres:
            config = read_config(self.model_dir / genre)
            about = config["training"]
            cards.append(
                ModelCard(
                    genre=genre,
                    label=label_of(genre),
                    songs=about["songs"],
                    notes=about["notes"],
                    nats_per_note=round(about["best"]["total"], 3),
                    fingerprint=config["weights_sha256"][:16],
                    trained_on=about["date"],
                )
            )
        return cards

    def check_source(self, score: Score) -> None:
        """Whether a score can be restyled (UnusableScoreError says why not)."""
        restyle.check(score)

    def compose(
        self,
        request: ComposeRequest,
        *,
        on_progress: Listener = lambda _: None,
        cancelled: Stop = lambda: False,
    ) -> Outcome:
        """Write a new piece.

        Raises:
            MissingModelError, CancelledError, CollapsedError.
        """
        seed = request.seed if request.seed is not None else secrets.randbelow(MOST_SEED)
        model = self._model(request.genre)
        voices = self._voices(request.genre, COMPOSE_PULL)
        made = compose.prepare(request, seed, model.planner, voices)

        def papers(score: Score) -> list[dict[str, Any]]:
            return certify(request, made.players, made.key, score)

        def as_asked(score: Score) -> bool:
            return all(row["ok"] for row in papers(score))

        written = self._write(made.assignment, as_asked, on_progress, cancelled)
        title = f"{label_of(request.genre)} in {made.key}"
        score = replace(written.score, title=title)
        return Outcome(
            score=score,
            genre=request.genre,
            key=made.key,
            bars=request.bars,
            tempo=made.bpm,
            metre=request.metre,
            recipe=self._recipe("compose", voices, seed, written.takes, request.to_json()),
            certificate=papers(score),
            title=title,
        )

    def restyle(
        self,
        source: Score,
        request: RestyleRequest,
        *,
        on_progress: Listener = lambda _: None,
        cancelled: Stop = lambda: False,
    ) -> Outcome:
        """Give a piece a new band; strength 0 returns its notes exactly.

        Raises:
            UnusableScoreError, MissingModelError, CancelledError, CollapsedError.
        """
        seed = request.seed if request.seed is not None else secrets.randbelow(MOST_SEED)
        model = self._model(request.genre)
        found = restyle.analyse(source)
        takes = 0
        score = source
        voices = self._voices(request.genre, RESTYLE_PULL)
        if request.strength > 0:
            assignment = restyle.prepare(request, seed, found, model.planner, voices)
            written = self._write(assignment, lambda _: True, on_progress, cancelled)
            score, takes = written.score, written.takes
        title = f"{source.title or 'Untitled'}, {label_of(request.genre).lower()}"
        score = replace(score, title=title)
        got = measure(score)
        return Outcome(
            score=score,
            genre=request.genre,
            key=found.piece.key,
            bars=len(found.piece.plan),
            tempo=source.bpm,
            metre=got["Metre"],
            recipe={
                **self._recipe("restyle", voices, seed, takes, request.to_json()),
                "source_sha256": hashlib.sha256(midi.write(source)).hexdigest(),
            },
            certificate=certify_restyle(request, found, score),
            report=report_on(found, score, model.folder / PLANS),
            title=title,
        )

    def _write(
        self,
        assignment: Assignment,
        accept: Callable[[Score], bool],
        on_progress: Listener,
        cancelled: Stop,
    ) -> Written:
        runtimes = {genre: self._model(genre).runtime for genre, _ in assignment.voices}
        # One thread: on products this small a second one costs more than it brings.
        with threadpool_limits(1):
            return write(assignment, runtimes, 1, accept, on_progress, cancelled)[0]

    def _voices(self, genre: str, pull: float) -> Voices:
        """The models that write a piece: the genre's, and the general one to pull away from."""
        if genre != "general" and pull != 1 and "general" in self.genres:
            return ((genre, pull), ("general", 1 - pull))
        return ((genre, 1.0),)

    def _model(self, genre: str) -> Model:
        if genre not in self._models:
            folder = self.model_dir / genre
            self._models[genre] = Model(read_bundle(folder), folder)
        return self._models[genre]

    def _recipe(
        self, kind: str, voices: Voices, seed: int, takes: int, request: dict[str, Any]
    ) -> dict[str, Any]:
        return {
            "kind": kind,
            "request": {**request, "seed": seed},
            "models": {g: self._model(g).bundle.fingerprint for g, _ in voices},
            "takes": takes,
        }


def label_of(genre: str) -> str:
    """A genre's name as pages write it."""
    return LABELS.get(genre, genre.capitalize())
