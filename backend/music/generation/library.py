"""The models of a folder: read when they are first asked for, and what a page says about them."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from threadpoolctl import threadpool_limits

from backend.music.errors import MissingModelError
from backend.music.generation.assignment import Voices
from backend.music.generation.blended import Blended, Plans
from backend.music.generation.loops import LOOPS, Loops
from backend.music.generation.planner import Planner
from backend.music.generation.requests import Request
from backend.music.generation.warming import warm
from backend.music.generation.writing import THREADS
from backend.music.lstm.bundle import CONFIG, PLANS, fingerprint_of, read_config
from backend.music.lstm.inputs import GENRES
from backend.music.lstm.runtime import Runtime
from backend.music.style.scorer import SCORER, StyleScorer

LABELS = {"hiphop": "Hip-hop"}
# How far the likelihood of real songs of one genre usually strays from its mean, in nats a note,
# for models that do not say so themselves (`typical` of their config).
DEVIATION = 0.35
# How far a restyle's networks are pulled away from music in general (γ of the guide): 1 is not at
# all. The cards show what it does ("without guidance").
GUIDANCE = 1.5


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
    """A bundle, each part of which is read when it is first looked at: a plan needs no weights."""

    folder: Path

    @cached_property
    def config(self) -> dict[str, Any]:
        """What the weights say of themselves."""
        return read_config(self.folder)

    @property
    def fingerprint(self) -> str:
        """The hash of the weights, as recipes name it."""
        return fingerprint_of(self.config)

    @cached_property
    def runtime(self) -> Runtime:
        """The network, ready to play."""
        return Runtime.of(self.folder)

    @cached_property
    def planner(self) -> Planner:
        """The genre's real plans."""
        return Planner.load(self.folder / PLANS)

    @cached_property
    def loops(self) -> Loops | None:
        """The genre's loops, if it has any."""
        return Loops.load(self.folder / LOOPS)

    @property
    def typical(self) -> tuple[float, float]:
        """Mean and deviation of the nats per note of real songs."""
        config = self.config
        stated: Mapping[str, float] = config.get("typical") or {
            "mean": config["training"]["best"]["total"],
            "deviation": DEVIATION,
        }
        return stated["mean"], stated["deviation"]


class Library:
    """All models of a folder. Making one is cheap; see `load`."""

    def __init__(self, model_dir: Path, guidance: float = GUIDANCE) -> None:
        self.model_dir, self.guidance = model_dir, guidance
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
        warm()
        _ = self.scorer  # Read when it is first looked at, as all of these are.
        # Each thread works on a model of its own; threads inside of products would only wait.
        with threadpool_limits(1), ThreadPoolExecutor(THREADS) as threads:
            list(threads.map(self._ready, self.genres))

    def _ready(self, genre: str) -> None:
        model = self[genre]
        _ = model.runtime, model.planner  # Both are made when they are first looked at.

    def __getitem__(self, genre: str) -> Model:
        """A genre's model (MissingModelError, IncompatibleModelError)."""
        if genre not in self._models:
            folder = self.model_dir / genre
            read_config(folder)  # Whoever lacks it is told how to get it.
            self._models[genre] = Model(folder)
        return self._models[genre]

    @cached_property
    def scorer(self) -> StyleScorer | None:
        """The style scorer that came with the models, if one did (IncompatibleModelError)."""
        return StyleScorer.load(self.model_dir / SCORER)

    def planner_of(self, request: Request) -> Plans:
        """The planner of a request's genre or blend."""
        first = self[request.genre].planner
        if request.blend is None:
            return first
        weight = request.blend.weight
        return Blended(((first, 1 - weight), (self[request.blend.genre].planner, weight)))

    def genres_of(self, request: Request) -> dict[str, float]:
        """The genres of a request by their shares, if the style scorer knows them all."""
        genres = {request.genre: 1.0}
        if request.blend is not None:
            share = request.blend.weight
            genres = {request.genre: 1 - share, request.blend.genre: share}
        return genres if self.scorer is not None and self.scorer.knows(genres) else {}

    def voices_of(self, request: Request, pull: float) -> Voices:
        """The networks that write: the genre's or a blend's, pulled away from the general one."""
        genres = {request.genre: 1.0}
        if request.blend is not None:
            share = request.blend.weight
            genres = {request.genre: 1 - share, request.blend.genre: share}
        if pull == 1 or "general" in genres or "general" not in self.genres:
            return tuple(genres.items())
        voices = [(genre, pull * weight) for genre, weight in genres.items()]
        return (*voices, ("general", 1 - pull))

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
                    fingerprint=fingerprint_of(config),
                    trained_on=about["date"],
                )
            )
        return cards


def label_of(genre: str) -> str:
    """A genre's name as pages write it."""
    return LABELS.get(genre, genre.capitalize())
