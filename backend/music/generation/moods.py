"""What a mood set: only what was not asked for otherwise."""

from typing import Any

from backend.music.generation.requests import MOODS, ComposeRequest, HarmoniseRequest
from backend.music.score import Key


def what_it_set(
    request: ComposeRequest | HarmoniseRequest, key: Key | None, bpm: float | None
) -> dict[str, Any]:
    """{"mood": {"name", "mode", "tempo", "energy", "register"}}; {} without a mood."""
    if request.mood is None:
        return {}
    mood = MOODS[request.mood]
    found: dict[str, Any] = {"name": request.mood}
    if isinstance(request, ComposeRequest):
        if request.key is None and key is not None:
            found["mode"] = "minor" if key.minor else "major"
        if request.tempo is None and bpm is not None:
            found["tempo"] = round(bpm, 1)
    if request.energy is None:
        found["energy"] = mood.energy
    if not isinstance(request, ComposeRequest) or request.register is None:
        found["register"] = mood.register
    return {"mood": found}
