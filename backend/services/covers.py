"""Covers of shared pieces, as social sites show them: each is drawn once."""

from functools import lru_cache
from pathlib import Path

from backend.music import midi
from backend.music.theory.parts import with_roles
from backend.services import pictures
from backend.services.context import Context
from backend.services.names import genre_name
from backend.services.pieces import Piece, midi_of


def png_of(context: Context, piece: Piece) -> bytes:
    """The cover as PNG."""
    words = f"{genre_name(piece.genre)} · {piece.by}"
    font = pictures.typeface(context.settings.dist)
    return _drawn(midi_of(context, piece), piece.title, words, font)


@lru_cache(maxsize=256)  # some 30 KB each
def _drawn(data: bytes, title: str, words: str, font: Path | None) -> bytes:
    return pictures.cover(with_roles(midi.read(data, silent=True)), title, words, font)
