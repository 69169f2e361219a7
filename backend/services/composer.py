"""What the use cases need of an engine that composes: requests travel as JSON, scores come back."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from backend.music.score import Key, Score

JSON = dict[str, Any]


class Progress(Protocol):
    """One message while a piece is written; see `backend.music.generation`."""

    @property
    def take(self) -> int:
        """0-based attempt; when it grows, all bars before are void."""

    @property
    def bar(self) -> int:
        """Bars finished; 0 with the header."""

    @property
    def bars(self) -> int:
        """Bars in all."""

    @property
    def score(self) -> Score:
        """The header, or the notes of the newest bar."""


class Outcome(Protocol):
    """A finished piece and what is known about it."""

    @property
    def score(self) -> Score:
        """The piece."""

    @property
    def genre(self) -> str:
        """The genre it was written in."""

    @property
    def key(self) -> Key:
        """Its key."""

    @property
    def bars(self) -> int:
        """Its length."""

    @property
    def tempo(self) -> float:
        """Quarters per minute at the start."""

    @property
    def metre(self) -> str:
        """Such as 4/4."""

    @property
    def recipe(self) -> JSON:
        """What reproduces it."""

    @property
    def certificate(self) -> list[JSON]:
        """Asked and got, row by row."""

    @property
    def report(self) -> JSON:
        """What a restyle kept and changed."""

    @property
    def title(self) -> str:
        """A name for it; may be empty."""


Listen = Callable[[Progress], None]
Asked = Callable[[], bool]


class Composer(Protocol):
    """The engine, as services see it. Faults are those of `backend.music.errors`."""

    def load(self) -> None:
        """Get everything into memory, so that the first piece starts at once."""

    def cards(self) -> list[JSON]:
        """A card for every trained genre."""

    def checked_generation(self, request: Mapping[str, Any]) -> JSON:
        """The request in full, defaults filled in; BadRequestError, MissingModelError."""

    def checked_restyle(self, request: Mapping[str, Any]) -> JSON:
        """The request in full, defaults filled in; BadRequestError, MissingModelError."""

    def check_source(self, score: Score) -> None:
        """Whether a score can be restyled at all; UnusableScoreError if not."""

    def compose(self, request: JSON, on_progress: Listen, cancelled: Asked) -> Outcome:
        """Write a piece."""

    def restyle(
        self, source: Score, request: JSON, on_progress: Listen, cancelled: Asked
    ) -> Outcome:
        """Write `source` anew in another genre."""
