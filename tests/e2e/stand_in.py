"""A composer of few rules, so that the browser tests run on a machine without trained weights."""

import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from werkzeug.serving import make_server

from backend.app import create_app
from backend.commands import prepare
from backend.music.errors import CancelledError, UnusableScoreError
from backend.music.score import NOTE, TEMPO, Key, Role, Score, Track, bars_of
from backend.settings import Settings
from backend.worker import create_worker

TICKS = 480
BAR = 4 * TICKS
SECONDS_A_BAR = 0.06  # slow enough that progress can be seen, fast enough for a test
DEGREES = (0, 5, 3, 4)  # I vi IV V, in steps of the scale
SCALE = (0, 2, 4, 5, 7, 9, 11)
BAND = ((Role.MELODY, 73), (Role.PIANO, 0), (Role.BASS, 33), (Role.DRUMS, 0))


@dataclass(frozen=True)
class Message:
    """One progress message."""

    take: int
    bar: int
    bars: int
    score: Score


@dataclass(frozen=True)
class Piece:
    """A finished piece."""

    score: Score
    genre: str
    key: Key
    bars: int
    tempo: float
    metre: str
    certificate: list[dict[str, Any]]
    title: str
    recipe: dict[str, Any] = field(default_factory=dict)
    report: dict[str, Any] = field(default_factory=dict)


def _notes(rows: list[tuple[int, int, int, int]]) -> np.ndarray:
    return np.array(sorted(rows), NOTE)


def _bar(role: Role, bar: int, tonic: int, rng: np.random.Generator) -> list[tuple[int, ...]]:
    """The notes of one bar of one role."""
    start = bar * BAR
    root = DEGREES[bar % 4]
    step = [tonic + SCALE[(root + i) % 7] + 12 * ((root + i) // 7) for i in range(8)]
    if role is Role.DRUMS:
        hats = [(start + i * TICKS // 2, 60, 42, 70) for i in range(8)]
        beats = [(start + i * TICKS, 60, 36 if i % 2 == 0 else 38, 100) for i in range(4)]
        return hats + beats
    if role is Role.BASS:
        return [(start + i * TICKS, TICKS - 20, step[0] - 24 + 12 * (i == 3), 90) for i in range(4)]
    if role is Role.MELODY:
        lengths = rng.choice([TICKS // 2, TICKS, TICKS], 6)
        at, rows = 0, []
        for length in lengths:
            if at + length > BAR:
                break
            rows.append((start + at, int(length) - 10, step[int(rng.integers(0, 8))] + 12, 96))
            at += int(length)
        return rows
    return [(start + k * 2 * TICKS, 2 * TICKS - 20, step[i], 66) for i in (0, 2, 4) for k in (0, 1)]


class StandIn:
    """Writes four chords over and over; restyles by keeping the tune and adding its own band."""

    def load(self) -> None:
        """Nothing to load."""

    def cards(self) -> list[dict[str, Any]]:
        """Four genres, all alike."""
        return [{"genre": g, "songs": 0} for g in ("general", "classical", "jazz", "rock")]

    def checked_generation(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """As asked."""
        return dict(request)

    def checked_restyle(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """As asked."""
        return {**request, "keep": sorted(request.get("keep") or ["melody"])}

    def check_source(self, score: Score) -> None:
        """A tune needs two notes that are not drums."""
        if sum(len(t.notes) for t in score.tracks if not t.is_drum) < 2:
            raise UnusableScoreError("This file has no tune: fewer than two notes besides drums.")

    def compose(self, request: dict[str, Any], on_progress: Any, cancelled: Any) -> Piece:
        """Write a piece bar by bar."""
        key = Key.parse(request.get("key") or "C major")
        tempo = float(request.get("tempo") or 112)
        asked = request.get("instruments")
        band = tuple((Role[p["role"].upper()], p["program"]) for p in asked) if asked else BAND
        score = self._write(request, band, key, tempo, [], on_progress, cancelled)
        rows = [
            {"what": "Key", "asked": request.get("key"), "got": str(key), "ok": True},
            {"what": "Tempo", "asked": request.get("tempo"), "got": f"{tempo:.1f}", "ok": True},
            {
                "what": "Bars",
                "asked": str(request["bars"]),
                "got": str(request["bars"]),
                "ok": True,
            },
            {"what": "Last chord", "asked": "C", "got": "Am7", "ok": False},
        ]
        title = f"{request['genre'].capitalize()} for {len(band)}"
        return Piece(score, request["genre"], key, request["bars"], tempo, "4/4", rows, title)

    def restyle(
        self, source: Score, request: dict[str, Any], on_progress: Any, cancelled: Any
    ) -> Piece:
        """Keep the first pitched track, write the others."""
        tune = next(t for t in source.tracks if not t.is_drum and len(t.notes))
        scaled = tune.notes.copy()
        for name in ("onset", "duration"):
            scaled[name] = scaled[name] * TICKS // source.ticks_per_quarter
        bars = min(64, max(4, len(bars_of(source))))
        rows = [
            (int(n["onset"]), int(n["duration"]), int(n["pitch"]), int(n["velocity"]))
            for n in scaled
        ]
        asked = {**request, "bars": bars}
        score = self._write(asked, BAND, Key(0), source.bpm, rows, on_progress, cancelled)
        table = [{"what": "Tune kept", "asked": "all", "got": "100 %", "ok": True}]
        report = {"melody_kept": 1.0, "content": 0.82, "style": 0.71}
        return Piece(
            score, request["genre"], Key(0), bars, source.bpm, "4/4", table, "", {}, report
        )

    def _write(
        self, request: dict[str, Any], band: Any, key: Key, tempo: float,
        tune: list[tuple[int, int, int, int]], on_progress: Any, cancelled: Any,
    ) -> Score:  # fmt: skip
        rng = np.random.default_rng(request.get("seed") or 0)
        bars = int(request["bars"])

        def tracks(parts: list[list[tuple[int, ...]]]) -> Score:
            made = tuple(
                Track(_notes(rows), program, role is Role.DRUMS, role.label.capitalize(), role)
                for (role, program), rows in zip(band, parts, strict=True)
            )
            return Score(TICKS, made, np.array([(0, tempo)], TEMPO))

        parts: list[list[tuple[int, ...]]] = [[] for _ in band]
        on_progress(Message(0, 0, bars, tracks(parts)))
        for bar in range(bars):
            if cancelled():
                raise CancelledError("Stopped.")
            time.sleep(SECONDS_A_BAR)
            fresh = [_bar(role, bar, 60 + key.tonic, rng) for role, _ in band]
            if tune:
                fresh[0] = [n for n in tune if bar * BAR <= n[0] < (bar + 1) * BAR]
            for rows, more in zip(parts, fresh, strict=True):
                rows.extend(more)
            on_progress(Message(0, bar + 1, bars, tracks(fresh)))
        return tracks(parts)


def main(port: int, instance: Path) -> None:
    """Serve with the stand-in until killed."""
    settings = Settings(port=port, instance=instance, sign_up_limit="1000 per hour")
    prepare(settings)
    composer = StandIn()
    worker = create_worker(settings, composer)
    threading.Thread(target=worker.work, daemon=True).start()
    make_server("127.0.0.1", port, create_app(settings, composer), threaded=True).serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
