"""Moods: what each one sets where nothing else was asked, by valence (mode) and arousal (pace).

Tempos are those at which film and popular music of the mood is usually written; energy and register
are shares of the way from low to high, 50 being the genre's usual.
"""

from dataclasses import asdict, dataclass
from typing import Any, Final

from backend.music.errors import BadRequestError


@dataclass(frozen=True)
class Mood:
    """`mode` "major" or "minor", `tempo` the slowest and fastest, `energy`, `register` 0–100."""

    mode: str
    tempo: tuple[int, int]
    energy: int
    register: int

    def to_json(self) -> dict[str, Any]:
        """The fields by name."""
        return {**asdict(self), "tempo": list(self.tempo)}


MOODS: Final[dict[str, Mood]] = {
    "happy": Mood("major", (112, 138), 65, 60),
    "sad": Mood("minor", (58, 76), 30, 40),
    "calm": Mood("major", (60, 84), 25, 45),
    "tense": Mood("minor", (116, 144), 70, 50),
    "epic": Mood("minor", (88, 108), 85, 55),
    "dark": Mood("minor", (66, 90), 45, 25),
    "romantic": Mood("major", (66, 88), 40, 55),
    "playful": Mood("major", (118, 144), 55, 70),
    "energetic": Mood("major", (128, 160), 85, 55),
    "dreamy": Mood("major", (68, 92), 30, 70),
}


def mood_name(name: object) -> str:
    """The mood's own name for what was asked.

    Raises:
        BadRequestError: there is no such mood.
    """
    text = str(name).strip().lower()
    if text not in MOODS:
        raise BadRequestError(f"“{name}” is no mood. Choose from: {', '.join(MOODS)}.")
    return text
