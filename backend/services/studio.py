"""What the studio page must know to draw its choices."""

from typing import Any

from backend.db import User
from backend.music.score import DEFAULT_PROGRAM, Key, Role, family_of
from backend.music.score.programs import DRUM_KITS, PROGRAM_NAMES
from backend.services import songs
from backend.services.context import Context

BARS, TEMPO = (4, 256), (40, 240)
METRES = ("4/4", "3/4", "2/4", "6/8", "12/8", "2/2", "5/4", "7/8", "9/8")
GENRES = {
    "general": "Any style",
    "blues": "Blues",
    "classical": "Classical",
    "country": "Country",
    "electronic": "Electronic",
    "folk": "Folk",
    "hiphop": "Hip hop",
    "jazz": "Jazz",
    "metal": "Metal",
    "pop": "Pop",
    "reggae": "Reggae",
    "rock": "Rock",
}


def bootstrap(context: Context, user: User, song_id: str | None) -> dict[str, Any]:
    """Choices, limits and the opened song for the studio.

    Raises:
        NotFoundError: the song is not there or not the user's.
    """
    trained = {str(card["genre"]) for card in context.composer.cards()}
    names = GENRES | {name: name.capitalize() for name in sorted(trained - GENRES.keys())}
    song = songs.described(songs.get(context, user.id, song_id)) if song_id else None
    return {
        "user": {"name": user.name},
        "genres": [{"id": k, "label": v, "trained": k in trained} for k, v in names.items()],
        "roles": [_role(role) for role in Role],
        "metres": list(METRES),
        "keys": [str(Key(tonic, minor)) for minor in (False, True) for tonic in range(12)],
        "song": song,
        "limits": {
            "bars": list(BARS),
            "tempo": list(TEMPO),
            "upload_bytes": context.settings.upload_bytes,
        },
    }


def _role(role: Role) -> dict[str, Any]:
    """A role with the sounds one may choose for it; a melody may be played by anybody."""
    if role is Role.DRUMS:
        sounds = DRUM_KITS
    else:
        sounds = {
            number: name
            for number, name in enumerate(PROGRAM_NAMES)
            if role in (Role.MELODY, family_of(number)) or number == DEFAULT_PROGRAM[role]
        }
    return {
        "id": role.label,
        "label": role.label.capitalize(),
        "programs": [{"program": number, "name": name} for number, name in sounds.items()],
        "default": DEFAULT_PROGRAM[role],
    }
