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
from backend.music.score import METRE, NOTE, TEMPO, Key, Role, Score, Track, bars_of
from backend.services.composer import JSON, Asked, Listen, Verb

BAR = 4 * 480  # ticks
MELODY, BASS = range(2)
MOODS = {"calm": {"mode": "major", "tempo": [60, 84], "energy": 30, "register": 45}}
COPIED = {
    "longest": 14, "song": "mill-stream", "genre": "folk", "bars": [21, 23], "at": [2, 3],
    "share_copied": 0.2, "copied_bars": [2, 3], "limit": 12,
}  # fmt: skip
OWN = {**COPIED, "longest": 6, "share_copied": 0.0, "copied_bars": []}


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


def plan_of(bars: int) -> JSON:
    """Four notes of melody and one of bass in every bar."""
    bar = {"notes": {"melody": 4, "bass": 1}, "register": 3, "loudness": 4, "chords": ["Dm7"]}
    return {"bars": [bar] * bars}


@dataclass
class FakeMail:
    """Keeps letters."""

    letters: list[tuple[str, str, str]] = field(default_factory=list)

    def send(self, to: str, subject: str, text: str) -> None:
        self.letters.append((to, subject, text))


@dataclass(frozen=True)
class FakeProgress:
    candidate: int
    take: int
    bar: int
    bars: int
    score: Score
    left_out: str = ""


@dataclass(frozen=True)
class FakeOutcome:
    score: Score
    genre: str
    bars: int
    title: str
    candidate: int = 0
    originality: JSON | None = None
    key: Key = field(default_factory=lambda: Key(2, minor=True))
    tempo: float = 120.0
    metre: str = "4/4"
    recipe: JSON = field(default_factory=lambda: {"model": "fake"})
    certificate: list[JSON] = field(
        default_factory=lambda: [{"what": "bars", "asked": "4", "got": "4", "ok": True}]
    )
    scores: JSON = field(default_factory=lambda: {"asked": 1.0, "typical": 0.7})
    report: JSON = field(default_factory=dict)

    @property
    def plan(self) -> JSON:
        return plan_of(self.bars)


class FakeComposer:
    """Genres: "jazz" works, "slow" takes `pause` seconds a bar, the others fail as they are called.

    "collapsing" raises a fault of the core, "crashing" one of the program, "copying" writes songs
    with copied bars, "dropping" leaves the second of several candidates out. Candidates are written
    bar by bar in turn; the last one is the best.
    """

    GENRES = ("jazz", "slow", "copying", "dropping", "collapsing", "crashing")

    def __init__(self, pause: float = 0.05) -> None:
        self.pause = pause
        self.loaded = False

    def load(self) -> None:
        self.loaded = True

    def cards(self) -> list[JSON]:
        return [{"genre": genre, "songs": 3} for genre in self.GENRES]

    def moods(self) -> JSON:
        return MOODS

    def checked_generation(self, request: Mapping[str, Any]) -> JSON:
        if request["genre"] not in self.GENRES:
            raise MissingModelError(f"“{request['genre']}” is not trained. Train it first.")
        if request.get("key"):
            Key.parse(request["key"])
        if request.get("mood") not in (None, *MOODS):
            raise BadRequestError(f"“{request['mood']}” is no mood. Choose from: calm.")
        return {"bars": 16, "candidates": 1, **request}

    def checked(self, verb: Verb, request: Mapping[str, Any], source: Score) -> JSON:
        if all(track.is_drum for track in source.tracks):
            raise UnusableScoreError("This file has only drums. Choose one with a tune.")
        if source.note_count < 8:
            raise UnusableScoreError("This file has too few notes. Choose a longer one.")
        known = {"melody", "chords", "bass", "drums", "structure"}
        if unknown := set(request.get("keep", ())) - known:
            raise BadRequestError(f"“{unknown.pop()}” cannot be kept. Use melody or chords.")
        if verb == "regenerate" and request["last_bar"] > len(bars_of(source)):
            raise BadRequestError(f"There is no bar {request['last_bar']}. Choose an earlier one.")
        if request["genre"] not in self.GENRES:
            raise MissingModelError(f"“{request['genre']}” is not trained. Train it first.")
        return {"bars": 8, "candidates": 1, **request}

    def plan(self, request: JSON) -> JSON:
        return plan_of(request["bars"])

    def compose(
        self, request: JSON, on_progress: Listen, cancelled: Asked
    ) -> tuple[FakeOutcome, ...]:
        return self._write(request, request["bars"], "Slow ferry", on_progress, cancelled)

    def rewrite(
        self, verb: Verb, source: Score, request: JSON, on_progress: Listen, cancelled: Asked
    ) -> tuple[FakeOutcome, ...]:
        bars = len(bars_of(source)) + (request["bars"] if verb == "continue" else 0)
        report = {"melody_kept": 1.0} if verb == "restyle" else {}
        return self._write(request, bars, source.title, on_progress, cancelled, report)

    def _write(
        self, request: JSON, bars: int, title: str, on_progress: Listen, cancelled: Asked,
        report: JSON | None = None,
    ) -> tuple[FakeOutcome, ...]:  # fmt: skip
        genre, seed, many = request["genre"], request["seed"], request["candidates"]
        if genre == "crashing":
            raise ZeroDivisionError("a fault of the program")
        if genre == "collapsing":
            raise CollapsedError("Every try stuck on one note. Try another seed.")
        for bar in range(bars + 1):
            for candidate in range(many):
                if cancelled():
                    raise CancelledError("Stopped.")
                notes = score_of(1 if bar else 0, seed + candidate, first=max(bar - 1, 0))
                on_progress(FakeProgress(candidate, 0, bar, bars, notes))
            time.sleep(self.pause if genre == "slow" else 0)
        found = COPIED if genre == "copying" and "record" not in request else OWN
        return tuple(
            FakeOutcome(score_of(bars, seed + k), genre, bars, title, k, found, report=report or {})
            for k in reversed(range(many))
            if not (genre == "dropping" and k == 1)
        )
