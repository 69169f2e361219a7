"""The trained engine behind the `Composer` that the services speak to."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from backend.music.errors import BadRequestError, MissingModelError
from backend.music.generation import ComposeRequest, Engine, Outcome, RestyleRequest
from backend.music.score import Score
from backend.services.composer import JSON, Asked, Listen, Verb


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

    def moods(self) -> JSON:
        """What each mood sets."""
        return {}

    def checked_generation(self, request: Mapping[str, Any]) -> JSON:
        """The request in full."""
        parsed = ComposeRequest.from_json(_known(ComposeRequest, request))
        self._check_genre(parsed.genre)
        return parsed.to_json()

    def checked(self, verb: Verb, request: Mapping[str, Any], source: Score) -> JSON:
        """The request in full."""
        if verb != "restyle":
            raise BadRequestError(f"“{verb}” cannot be asked for yet. Use restyle.")
        self._engine.check_source(source)
        parsed = RestyleRequest.from_json(_known(RestyleRequest, request))
        self._check_genre(parsed.genre)
        return parsed.to_json()

    def plan(self, request: JSON) -> JSON:
        """What would be planned."""
        raise BadRequestError(f"{request['genre']} cannot be planned yet.")

    def compose(self, request: JSON, on_progress: Listen, cancelled: Asked) -> tuple[Outcome, ...]:
        """Write a piece."""
        parsed = ComposeRequest.from_json(request)
        return (self._engine.compose(parsed, on_progress=on_progress, cancelled=cancelled),)

    def rewrite(
        self, verb: Verb, source: Score, request: JSON, on_progress: Listen, cancelled: Asked
    ) -> tuple[Outcome, ...]:
        """Write `source` anew."""
        assert verb == "restyle"  # see `checked`
        parsed = RestyleRequest.from_json(request)
        return (self._engine.restyle(source, parsed, on_progress=on_progress, cancelled=cancelled),)

    def _check_genre(self, genre: str) -> None:
        trained = [str(card["genre"]) for card in self.cards()]
        if genre not in trained:
            known = ", ".join(trained) or "none"
            raise MissingModelError(f"“{genre}” is not trained here. Trained: {known}.")


def _known(kind: type, request: Mapping[str, Any]) -> JSON:
    """What the engine has a field for; anything else may only be left open."""
    names = kind.__dataclass_fields__  # type: ignore[attr-defined]
    for name, value in request.items():
        if name not in names and value not in (None, 1):
            raise BadRequestError(f"“{name}” cannot be asked for yet.")
    return {name: value for name, value in request.items() if name in names}
