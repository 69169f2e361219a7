"""What a user likes the studio to begin with, and how the pages look and move."""

from dataclasses import asdict, dataclass
from typing import Any

from backend.db import User
from backend.music.generation import TEMPO
from backend.music.lstm.inputs import GENRES
from backend.services.context import Context
from backend.services.errors import InvalidError

THEMES = ("light", "dark", "system")
SOUNDS = ("exported", "small", "synths")
MOTIONS = ("system", "less")


@dataclass(frozen=True)
class Preferences:
    """All with a default, so that a row may hold none of them.

    Attributes:
        genre: that the studio begins with; "" as it comes.
        tempo: in beats a minute; None lets the engine choose.
        sounds: the SoundFont that sound files are played with, the small one of the pages, or
            synths that need nothing loaded.
        motion: as the system says, or less.
        keys: whether single keys are shortcuts, in the studio and the library.
    """

    genre: str = ""
    tempo: int | None = None
    sounds: str = "exported"
    motion: str = "system"
    keys: bool = True

    @classmethod
    def of(cls, user: User) -> "Preferences":
        """A user's; what is unknown by now counts for nothing."""
        known = {name: user.preferences[name] for name in asdict(cls()) if name in user.preferences}
        if known.get("sounds") not in SOUNDS:  # “soundfont”, before there were two
            known.pop("sounds", None)
        return cls(**known)

    def as_json(self) -> dict[str, Any]:
        """For the row, and for the studio's page."""
        return asdict(self)


def genres(context: Context) -> list[str]:
    """The genres that one may prefer."""
    trained = {str(card["genre"]) for card in context.composer.cards()}
    return [genre for genre in (*GENRES, *sorted(trained - set(GENRES))) if genre in trained]


def choose(context: Context, user_id: str, theme: str, wanted: Preferences) -> None:
    """Remember theme and preferences.

    Raises:
        InvalidError: one of them cannot be; says which.
    """
    _one_of(theme, THEMES, "theme")
    _one_of(wanted.sounds, SOUNDS, "sounds")
    _one_of(wanted.motion, MOTIONS, "motion")
    if wanted.genre:
        _one_of(wanted.genre, genres(context), "genre")
    if wanted.tempo is not None and not TEMPO[0] <= wanted.tempo <= TEMPO[1]:
        raise InvalidError(
            f"A tempo has {TEMPO[0]} to {TEMPO[1]} beats a minute.", "Or leave it open.", "tempo"
        )
    user = context.session.get_one(User, user_id)
    user.theme, user.preferences = theme, wanted.as_json()
    context.session.commit()


def _one_of(value: str, choices: list[str] | tuple[str, ...], field: str) -> None:
    if value not in choices:
        raise InvalidError(f"There is no such {field}.", f"Choose {', '.join(choices)}.", field)
