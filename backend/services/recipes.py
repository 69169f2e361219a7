"""Recipes: what was asked for, in words for a page, and whole, to make the same take again."""

import hashlib
from typing import Any

from backend.music.generation import label_of
from backend.services import songs, takes
from backend.services.context import Context

# In this order; what is not here (temperature, a whole plan) is for those who read the JSON.
_WORDS = {
    "genre": "Genre", "blend": "With", "mood": "Mood", "key": "Key", "tempo": "Tempo",
    "metre": "Metre", "bars": "Bars", "chords": "Chords", "instruments": "Players",
    "strength": "Strength", "keep": "Kept",
}  # fmt: skip


FORMAT = 1  # of the document; goes up when it is read otherwise than before


def document(context: Context, user_id: str, song_id: str, number: int) -> dict[str, Any]:
    """Everything that a take is made of but the notes: the wish, seed, models and edits.

    Raises:
        NotFoundError: there is no such song or take, or it is not the user's.
    """
    song = songs.get(context, user_id, song_id)
    take = takes.of(song, number)
    base = context.files.get(take.file_key)
    told = {name: take.facts.get(name) for name in ("seed", "recipe", "certificate")}
    return {
        "cadenza_recipe": FORMAT,
        "title": song.title,
        "genre": song.genre,
        "kind": take.kind,
        "take": take.number,
        "made_from_take": takes.living_parent(song, take),
        **told,
        "edits": take.edits,
        "base_sha256": hashlib.sha256(base).hexdigest(),
    }


def wishes_of(recipe: dict[str, Any]) -> list[tuple[str, str]]:
    """(name, value) of everything that was asked for and not left open."""
    request = recipe.get("request") or {}
    return [
        (word, _text(name, request[name]))
        for name, word in _WORDS.items()
        if request.get(name) not in (None, [], "")
    ]


def _text(name: str, value: Any) -> str:
    if name == "genre":
        return label_of(str(value))
    if name == "instruments":
        return ", ".join(str(one["role"]) for one in value)
    if name == "blend":
        return f"{label_of(str(value['genre']))}, {value['weight']:.0%}"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return f"{value:g}" if isinstance(value, float) else str(value)
