"""The catalogue: what a song is found by, kept beside it whenever it changes."""

import time
import unicodedata

from backend.db import Song, Take
from backend.services.names import genre_name


def enter(song: Song) -> None:
    """Write down what lists search and sort by, as it is with the chosen take. No commit."""
    facts = chosen(song).facts
    song.key = str(facts.get("key") or "")[:20]
    song.tempo = float(facts.get("tempo") or 0.0)
    song.mood = str(_request(facts).get("mood") or "")[:40]
    genre = f"{song.genre} {genre_name(song.genre)}"
    words = (song.title, genre, song.kind, song.key, song.mood, song.prompt)
    song.search = "\n".join(folded(word or "") for word in words)


def touch(song: Song) -> None:
    """Its music has changed: enter it anew, and let it stand first in the list. No commit."""
    song.edited_at = time.time()
    enter(song)


def chosen(song: Song) -> Take:
    """Not `song.take`, which is what was chosen when the song was read."""
    return next(take for take in song.takes if take.number == (song.chosen or 1))


def folded(text: str) -> str:
    """Words as they are compared: no capitals, no accents, ♭ as b and ♯ as #."""
    parts = unicodedata.normalize("NFKD", text.replace("♭", "b").replace("♯", "#"))
    return "".join(sign for sign in parts if not unicodedata.combining(sign)).casefold()


def _request(facts: dict[str, object]) -> dict[str, object]:
    recipe = facts.get("recipe")
    request = recipe.get("request") if isinstance(recipe, dict) else None
    return request if isinstance(request, dict) else {}
