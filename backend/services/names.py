"""Names as people read them, so that every page writes a thing in one way."""

from backend.music.generation import label_of


def genre_name(genre: str) -> str:
    """“hiphop” is written Hip-hop."""
    return label_of(genre)
