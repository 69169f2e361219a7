"""The trained engine behind the `Composer` that the services speak to."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from backend.music.errors import MissingModelError
from backend.music.generation import ComposeRequest, Engine, RestyleRequest
from backend.music.score import Score
from backend.services.composer import JSON, Asked, Listen, Outcome


class EngineComposer:
    """Turns JSON requests into the engine's own."""

    def __init__(self, models: Path) -> None:
        self._engine = Engine(models)

    def load(self) -> None:
        """Read all weights."""
        self._engine.load()

    def cards(self) -> list[JSON]:
        """The cards of the trained genres."""
        return [card.to_json() for card in self._engine.cards()]

    def checked_generation(self, request: Mapping[str, Any]) -> JSON:
        """The request in full."""
        parsed = ComposeRequest.from_json(request)
        self._check_genre(parsed.genre)
        return parsed.to_json()

    def checked_restyle(self, request: Mapping[str, Any]) -> JSON:
        """The request in full."""
        parsed = RestyleRequest.from_json(request)
        self._check_genre(parsed.genre)
        return parsed.to_json()

    def check_source(self, score: Score) -> None:
        """Refuse a score with too little music."""
        self._engine.check_source(score)

    def compose(self, request: JSON, on_progress: Listen, cancelled: Asked) -> Outcome:
        """Write a piece."""
        parsed = ComposeRequest.from_json(request)
        return self._engine.compose(parsed, on_progress=on_progress, cancelled=cancelled)

    def restyle(
        self, source: Score, request: JSON, on_progress: Listen, cancelled: Asked
    ) -> Outcome:
        """Write `source` anew."""
        parsed = RestyleRequest.from_json(request)
        return self._engine.restyle(source, parsed, on_progress=on_progress, cancelled=cancelled)

    def _check_genre(self, genre: str) -> None:
        trained = [str(card["genre"]) for card in self.cards()]
        if genre not in trained:
            known = ", ".join(trained) or "none"
            raise MissingModelError(f"“{genre}” is not trained here. Trained: {known}.")
