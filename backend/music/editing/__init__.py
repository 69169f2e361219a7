"""Edits: small documents that turn a score into another one, the same here and in the browser.

A list of edits lies on top of a base that never changes. All reckoning is in whole numbers; where
a division leaves something over, halves are rounded up (`rounding.divide`). `frontend/src/editing`
is the mirror of this room, file by file, and a test holds the two together.
"""

from backend.music.editing.apply import apply, edited
from backend.music.editing.edit import Edit
from backend.music.editing.mix import mix_left, mix_of, players_of, unmixed
from backend.music.editing.read import document_of, read
from backend.music.editing.schema import schema

__all__ = [
    "Edit",
    "apply",
    "document_of",
    "edited",
    "mix_left",
    "mix_of",
    "players_of",
    "read",
    "schema",
    "unmixed",
]
