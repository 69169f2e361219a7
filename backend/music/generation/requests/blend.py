"""The genre of a request, and a second one to blend it with."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from backend.music.errors import BadRequestError
from backend.music.lstm.inputs import GENRES

ALIASES = {"disco": "electronic", "hip-hop": "hiphop"}


def known_genre(name: object) -> str:
    """The genre's own name for what was asked ("disco" is electronic).

    Raises:
        BadRequestError: there is no such genre.
    """
    text = str(name).strip().lower()
    genre = ALIASES.get(text, text)
    if genre not in GENRES:
        raise BadRequestError(f"“{name}” is not a genre. There are: {', '.join(GENRES)}.")
    return genre


@dataclass(frozen=True)
class Blend:
    """A second genre and its share of the piece, 0–1."""

    genre: str
    weight: float = 0.5

    def to_json(self) -> dict[str, Any]:
        """What `read` reads."""
        return {"genre": self.genre, "weight": self.weight}

    @classmethod
    def read(cls, value: object) -> "Blend":
        """Read {"genre": …, "weight": 0–1}; the weight may be left out (half and half).

        Raises:
            BadRequestError: it is something else.
        """
        if isinstance(value, Blend):
            return value
        if not isinstance(value, Mapping) or not {"genre"} <= set(value) <= {"genre", "weight"}:
            raise BadRequestError("“blend” is {genre, weight}: a second genre and its share, 0–1.")
        weight = value.get("weight", 0.5)
        if isinstance(weight, bool) or not isinstance(weight, (int, float)) or not 0 <= weight <= 1:
            raise BadRequestError(f"The weight of a blend must be between 0 and 1, not {weight!r}.")
        return cls(known_genre(value["genre"]), float(weight))
