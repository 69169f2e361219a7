"""What the studio page must know to draw its choices."""

from typing import Any

from backend.db import User
from backend.music.generation import BARS, METRES, TEMPO, label_of
from backend.music.lstm.inputs import GENRES
from backend.music.midi.instruments import programs_of
from backend.music.score import DEFAULT_PROGRAM, Key, Role
from backend.services import songs
from backend.services.context import Context
from backend.services.preferences import Preferences


def bootstrap(context: Context, user: User, song_id: str | None) -> dict[str, Any]:
    """Choices, limits and the opened song for the studio.

    Raises:
        NotFoundError: the song is not there or not the user's.
    """
    trained = {str(card["genre"]) for card in context.composer.cards()}
    genres = [*GENRES, *sorted(trained - set(GENRES))]
    song = songs.in_full(songs.get(context, user.id, song_id)) if song_id else None
    return {
        "user": {"name": user.name},
        "preferences": Preferences.of(user).as_json(),
        "genres": [{"id": g, "label": label_of(g), "trained": g in trained} for g in genres],
        "roles": [_role(role) for role in Role],
        "metres": list(METRES),
        "keys": [str(Key(tonic, minor)) for minor in (False, True) for tonic in range(12)],
        "moods": context.composer.moods(),
        "song": song,
        "limits": {
            "bars": list(BARS),
            "tempo": list(TEMPO),
            "upload_bytes": context.settings.upload_bytes,
            "recording_bytes": context.settings.recording_bytes,
        },
    }


def _role(role: Role) -> dict[str, Any]:
    """A role with the sounds one may choose for it."""
    return {
        "id": role.label,
        "label": role.label.capitalize(),
        "programs": [{"program": number, "name": name} for number, name in programs_of(role)],
        "default": DEFAULT_PROGRAM[role],
    }
