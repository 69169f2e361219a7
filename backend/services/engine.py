"""The trained engine behind the `Composer` that the services speak to."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from backend.music.errors import BadRequestError, MissingModelError
from backend.music.generation import (
    MOODS,
    ComposeRequest,
    ContinueRequest,
    Engine,
    HarmoniseRequest,
    JoinRequest,
    Outcome,
    RegenerateRequest,
    Request,
    RerollRequest,
    RestyleRequest,
)
from backend.music.score import Score
from backend.services.composer import JSON, Asked, Listen, Verb

KINDS: dict[Verb, type[Request]] = {
    "restyle": RestyleRequest,
    "continue": ContinueRequest,
    "harmonise": HarmoniseRequest,
    "regenerate": RegenerateRequest,
    "reroll": RerollRequest,
    "join": JoinRequest,
}


class EngineComposer:
    """Turns JSON requests into the engine's own."""

    def __init__(self, models: Path) -> None:
        self._engine = engine = Engine(models)
        self._verbs: dict[Verb, Callable[..., tuple[Outcome, ...]]] = {
            "restyle": engine.restyle,
            "continue": engine.continue_,
            "harmonise": engine.harmonise,
            "regenerate": engine.regenerate,
            "reroll": engine.reroll,
            "join": engine.join,
        }

    def load(self) -> None:
        """Read all weights."""
        self._engine.load()

    def cards(self) -> list[JSON]:
        """The cards of the trained genres."""
        return [card.to_json() for card in self._engine.cards()]

    def moods(self) -> JSON:
        """What each mood sets."""
        return {name: mood.to_json() for name, mood in MOODS.items()}

    def checked_generation(self, request: Mapping[str, Any]) -> JSON:
        """The request in full."""
        return self._read(ComposeRequest, request).to_json()

    def checked(self, verb: Verb, request: Mapping[str, Any], source: Score) -> JSON:
        """The request in full."""
        parsed = self._read(KINDS[verb], request)
        self._engine.check(source, parsed)
        return parsed.to_json()

    def plan(self, request: JSON) -> JSON:
        """What would be planned."""
        return self._engine.plan(ComposeRequest.from_json(request))

    def compose(self, request: JSON, on_progress: Listen, cancelled: Asked) -> tuple[Outcome, ...]:
        """Write a piece."""
        parsed = ComposeRequest.from_json(request)
        return self._engine.compose(parsed, on_progress=on_progress, cancelled=cancelled)

    def rewrite(
        self, verb: Verb, source: Score, request: JSON, on_progress: Listen, cancelled: Asked
    ) -> tuple[Outcome, ...]:
        """Write what `verb` makes of `source`."""
        parsed = KINDS[verb].from_json(request)
        return self._verbs[verb](source, parsed, on_progress=on_progress, cancelled=cancelled)

    def _read(self, kind: type[Request], request: Mapping[str, Any]) -> Request:
        parsed = kind.from_json(_known(kind, request))
        trained = [str(card["genre"]) for card in self.cards()]
        blended = [parsed.blend.genre] if parsed.blend is not None else []
        for genre in [parsed.genre, *blended]:
            if genre not in trained:
                known = ", ".join(trained) or "none"
                raise MissingModelError(f"“{genre}” is not trained here. Trained: {known}.")
        return parsed


def _known(kind: type[Request], request: Mapping[str, Any]) -> JSON:
    """What this kind of request has a field for; anything else must have been left open."""
    for name, value in request.items():
        if name not in kind.names() and value is not None:
            raise BadRequestError(f"“{name}” cannot be asked for here.")
    return {name: value for name, value in request.items() if name in kind.names()}
