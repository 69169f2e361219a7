"""Chords and a band for a melody."""

from dataclasses import dataclass

from backend.music.generation.requests.instruments import Instruments
from backend.music.generation.requests.plan import Plan
from backend.music.generation.requests.request import Request


@dataclass(frozen=True)
class HarmoniseRequest(Request):
    """A band under one voice, which stays as it is; a mood sets energy and register alone."""

    instruments: Instruments | None = None
    mood: str | None = None
    energy: tuple[float, ...] | None = None
    chords: str | None = None
    plan: Plan | None = None
