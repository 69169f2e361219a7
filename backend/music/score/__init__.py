"""The score: notes in memory, and what every other room of `music` says about them."""

from backend.music.score.bars import BAR, Bars, bars_of
from backend.music.score.key import Key
from backend.music.score.roles import (
    DEFAULT_PROGRAM,
    PITCHED_ROLES,
    Role,
    family_of,
)
from backend.music.score.score import (
    BEND,
    CONTROL,
    KEY_CHANGE,
    METRE,
    NOTE,
    TEMPO,
    Score,
    Track,
)

__all__ = [
    "BAR",
    "BEND",
    "CONTROL",
    "DEFAULT_PROGRAM",
    "KEY_CHANGE",
    "METRE",
    "NOTE",
    "PITCHED_ROLES",
    "TEMPO",
    "Bars",
    "Key",
    "Role",
    "Score",
    "Track",
    "bars_of",
    "family_of",
]
