"""An engine without a network: small real scores, at once, and every way in which one can fail."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from backend.music.errors import (
    BadRequestError,
    CancelledError,
    CollapsedError,
    MissingModelError,
    UnusableScoreError,
)
from backend.music.score import METRE, NOTE, TEMPO, Key, Role, Score, Track
from backend.services.composer import JSON, Asked, Listen

BAR = 4 * 480  # ticks
MELODY, BASS = range(2)


def score_of(bars: int, seed: int = 1, *, tempo: float = 120.0, first: int = 0) -> Score:
    """A melody in quarters over a bass in whole notes: `bars` bars from bar `first` on."""
    draw = np.random.default_rng(seed).integers(60, 80, 4 * (first + bars))[4 * first :]
    melody = np.zeros(4 * bars, NOTE)
    melody["onset"] = np.arange(4 * bars) * 480 + first * BAR
    melody["duration"], melody["pitch"], melody["velocity"] = 480, draw, 90
    bass = np.zeros(bars, NOTE)
    bass["onset"] = np.arange(bars) * BAR + first * BAR
    bass["duration"], bass["pitch"], bass["velocity"] = BAR, 40, 80
    return Score(
        480,
        (
            Track(melody, program=73, name="Melody", role=Role.MELODY),
            Track(bass, program=33, name="Bass", role=Role.BASS),
        ),
        tempos=np.array([(0, tempo)], TEMPO),
        metres=np.array([(0, 4, 4)], METRE),
    )


@dataclass(frozen=True)
class FakeProgress:
    take: int
    bar: int
    bars: int
    score: Score


@dataclass(frozen=True)
class FakeOutcome:
    score: Score
    genre: str
    bars: int
    title: str
    key: Key = field(default_factory=lambda: Key(2, minor=True))
    tempo: float = 120.0
    metre: str = "4/4"
    recipe: JSON = field(default_factory=lambda: {"model": "fake"})
    certificate: list[JSON] = field(
        default_factory=lambda: [{"what": "bars", "asked": "4", "got": "4", "ok": True}]
    )
    report: JSON = field(default_factory=dict)


class FakeComposer:
    """Genres: "jazz" works, "slow" takes `pause` seconds a bar, the others fail as they are called.

    "collapsing" raises a fault of the core, "crashing" one of the program.
    """

    GENRES = ("jazz", "slow", "collapsing", "crashing")

    def __init__(self, pause: float = 0.05) -> None:
        self.pause = pause
        self.loaded = False

    def load(self) -> None:
        self.loaded = True

    def cards(self) -> list[JSON]:
        return [{"genre": genre, "songs": 3} for genre in self.GENRES]

    def checked_generation(self, request: Mapping[str, Any]) -> JSON:
        if request["genre"] not in self.GENRES:
            raise MissingModelError(f"“{request['genre']}” is not trained. Train it first.")
        if request["key"]:
            Key.parse(request["key"])
        return dict(request)

    def checked_restyle(self, request: Mapping[str, Any]) -> JSON:
        if unknown := set(request["keep"]) - {"melody", "chords", "bass", "drums", "structure"}:
            raise BadRequestError(f"“{unknown.pop()}” cannot be kept. Use melody or chords.")
        if request["genre"] not in self.GENRES:
            raise MissingModelError(f"“{request['genre']}” is not trained. Train it first.")
        return dict(request)

    def check_source(self, score: Score) -> None:
        if all(track.is_drum for track in score.tracks):
            raise UnusableScoreError("This file has only drums. Choose one with a tune.")
        if score.note_count < 8:
            raise UnusableScoreError("This file has too few notes. Choose a longer one.")

    def compose(self, request: JSON, on_progress: Listen, cancelled: Asked) -> FakeOutcome:
        bars, seed, genre = request["bars"], request["seed"], request["genre"]
        self._write(genre, bars, seed, on_progress, cancelled)
        return FakeOutcome(score_of(bars, seed), genre, bars, "Slow ferry")

    def restyle(
        self, source: Score, request: JSON, on_progress: Listen, cancelled: Asked
    ) -> FakeOutcome:
        seed, genre = request["seed"], request["genre"]
        self._write(genre, 4, seed, on_progress, cancelled)
        report = {"melody_kept": 1.0}
        return FakeOutcome(score_of(4, seed), genre, 4, source.title, report=report)

    def _write(
        self, genre: str, bars: int, seed: int, on_progress: Listen, cancelled: Asked
    ) -> None:
        if genre == "crashing":
            raise ZeroDivisionError("a fault of the program")
        if genre == "collapsing":
            raise CollapsedError("Every try stuck on one note. Try another seed.")
        for bar in range(bars + 1):
            if cancelled():
                raise CancelledError("Stopped.")
            notes = score_of(1 if bar else 0, seed, first=max(bar - 1, 0))
            on_progress(FakeProgress(0, bar, bars, notes))
            time.sleep(self.pause if genre == "slow" else 0)
