"""What every request has: a genre or a blend of two, chance, and how many candidates."""

from collections.abc import Mapping
from dataclasses import KW_ONLY, MISSING, Field, dataclass, fields
from typing import Any, ClassVar, Self

from backend.music.errors import BadRequestError
from backend.music.generation.requests import fields as known
from backend.music.generation.requests.blend import Blend, known_genre
from backend.music.lstm.inputs import GENRES


@dataclass(frozen=True)
class Request:
    """Checked, immutable, and the same in JSON, on the command line and in Python.

    None means "as the genre likes it". `blend` adds a second genre; `candidates` are written side
    by side, and ranked.
    """

    limits: ClassVar[known.Limits] = known.LIMITS
    genre: str
    _: KW_ONLY
    blend: Blend | None = None
    seed: int | None = None
    temperature: float = 1.0
    top_p: float = 0.95
    candidates: int = 1

    def __post_init__(self) -> None:
        object.__setattr__(self, "genre", known_genre(self.genre))
        for name in self.names():
            value = getattr(self, name)
            if value is not None and name != "genre":
                object.__setattr__(self, name, known.read(name, value, self.limits))
        if self.blend is not None and self.blend.genre == self.genre:
            raise BadRequestError(f"A blend takes two genres. “{self.genre}” is there already.")

    @classmethod
    def names(cls) -> list[str]:
        """The fields, in order."""
        return [f.name for f in fields(cls)]

    def to_json(self) -> dict[str, Any]:
        """What `from_json` reads."""
        return {name: known.write(name, getattr(self, name)) for name in self.names()}

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> Self:
        """Read a request; null and what is absent is as the genre likes it.

        Raises:
            BadRequestError: names the first field that is wrong.
        """
        for name in data:
            if name not in cls.names():
                names = ", ".join(cls.names())
                raise BadRequestError(f"“{name}” is not known here. There are: {names}.")
        if data.get("genre") is None:
            raise BadRequestError(f"Say which genre: {', '.join(GENRES)}.")
        asked: dict[str, Any] = {k: value for k, value in data.items() if value is not None}
        missing = [f.name for f in fields(cls) if f.name not in asked and _required(f)]
        if missing:
            raise BadRequestError(f"“{missing[0]}” is missing. Say what it should be.")
        return cls(**asked)


def _required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING
