"""Exports that are looked at: the piano roll of a whole song."""

from pathlib import Path

from backend.music.theory.parts import with_roles
from backend.services import pictures
from backend.services.exports.material import Material


def roll(material: Material, path: Path) -> None:
    """The whole song as PNG, sixteen bars a row."""
    path.write_bytes(pictures.whole(with_roles(material.score), material.title, material.typeface))


def cover(material: Material) -> bytes:
    """The picture that a sound file carries."""
    tags = [material.tags.get(name) for name in ("genre", "artist")]
    words = " · ".join(tag for tag in tags if tag)
    score = with_roles(material.score)
    return pictures.cover(score, material.title, words, material.typeface, pictures.SQUARE)
