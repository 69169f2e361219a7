"""Placards: what shared songs are found by in the gallery, kept when a title or a name changes."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.db import Share, Song, User
from backend.services.catalogue import folded
from backend.services.names import genre_name

_ROOM = 300  # characters of the column


def text_of(song: Song, maker: User) -> str:
    """The words of a song: its title, its genre, who made it; folded."""
    words = f"{song.title} {song.genre} {genre_name(song.genre)} {maker.name}"
    return folded(words)[:_ROOM]


def of_song(session: Session, song: Song) -> None:
    """Write the placard of a song anew, if it is shared. No commit."""
    share = session.scalar(select(Share).where(Share.song_id == song.id))
    if share is not None:
        share.search = text_of(song, session.get_one(User, song.user_id))


def of_maker(session: Session, maker: User) -> None:
    """Write the placards of all that a user shares anew. No commit."""
    for share in session.scalars(select(Share).join(Song).where(Song.user_id == maker.id)):
        share.search = text_of(share.song, maker)
