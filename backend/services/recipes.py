"""A recipe in words: what was asked for, as a page shows it to somebody who may try it too."""

from typing import Any

from backend.music.generation import label_of

# In this order; what is not here (temperature, a whole plan) is for those who read the JSON.
_WORDS = {
    "genre": "Genre", "blend": "With", "mood": "Mood", "key": "Key", "tempo": "Tempo",
    "metre": "Metre", "bars": "Bars", "chords": "Chords", "instruments": "Players",
    "strength": "Strength", "keep": "Kept",
}  # fmt: skip


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
