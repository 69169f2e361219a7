"""What the use cases need of an engine that composes: requests travel as JSON, scores come back."""

from collections.abc import Callable, Mapping
from typing import Any, Literal, Protocol

from backend.music.score import Key, Score

JSON = dict[str, Any]
# What can be done with a piece that is there already.
Verb = Literal["restyle", "continue", "harmonise", "regenerate", "reroll", "join"]


class Progress(Protocol):
    """One message while a piece is written; see `backend.music.generation`."""

    @property
    def candidate(self) -> int:
        """0-based: which of the pieces written side by side."""

    @property
    def take(self) -> int:
        """0-based attempt; when it grows, all bars of this candidate before are void."""

    @property
    def bar(self) -> int:
        """Bars finished; 0 with the header."""

    @property
    def bars(self) -> int:
        """Bars in all."""

    @property
    def score(self) -> Score:
        """The header, or the notes of the newest bar."""

    @property
    def left_out(self) -> str:
        """Why this candidate is given up, such as “the last bar is silent”; "" if it is not."""


class Outcome(Protocol):
    """A finished piece and what is known about it."""

    @property
    def candidate(self) -> int:
        """0-based: which of the pieces written side by side."""

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
    def scores(self) -> JSON:
        """How it compares with its siblings: asked, typical, originality, seam."""

    @property
    def plan(self) -> JSON:
        """Who plays how much in each bar; a request can bring it back, edited."""

    @property
    def originality(self) -> JSON | None:
        """The longest passage shared with a training song; None while there is no index."""

    @property
    def report(self) -> JSON:
        """What of a source was kept and what changed."""

    @property
    def title(self) -> str:
        """A name for it; may be empty."""


Listen = Callable[[Progress], None]
Asked = Callable[[], bool]
Outcomes = tuple[Outcome, ...]  # best first, at least one


class Composer(Protocol):
    """The engine, as services see it. Faults are those of `backend.music.errors`."""

    def load(self) -> None:
        """Get everything into memory, so that the first piece starts at once."""

    def cards(self) -> list[JSON]:
        """A card for every trained genre."""

    def moods(self) -> JSON:
        """What each mood sets, by its name."""

    def checked_generation(self, request: Mapping[str, Any]) -> JSON:
        """The request in full, defaults filled in; BadRequestError, MissingModelError."""

    def checked(self, verb: Verb, request: Mapping[str, Any], source: Score) -> JSON:
        """The request in full for this source.

        Raises:
            BadRequestError, MissingModelError: it cannot be done as asked.
            UnusableScoreError: it cannot be done with this source.
        """

    def plan(self, request: JSON) -> JSON:
        """What would be planned for a checked generation, so that it can be edited first."""

    def compose(self, request: JSON, on_progress: Listen, cancelled: Asked) -> Outcomes:
        """Write the candidates of a piece."""

    def rewrite(
        self, verb: Verb, source: Score, request: JSON, on_progress: Listen, cancelled: Asked
    ) -> Outcomes:
        """Write the candidates of what `verb` makes of `source`."""
