"""Placards: what shared songs are found and compared by, kept when title or music change."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.db import Share, Song, User
from backend.music import midi
from backend.music.theory.portrait import portrait
from backend.services import catalogue, edited
from backend.services.catalogue import folded
from backend.services.names import genre_name
from backend.storage import Files

_ROOM = 300  # characters of the column


def text_of(song: Song, maker: User) -> str:
    """The words of a song: its title, its genre, who made it; folded."""
    words = f"{song.title} {song.genre} {genre_name(song.genre)} {maker.name}"
    return folded(words)[:_ROOM]


def portrait_of(files: Files, song: Song) -> str:
    """The portrait of the chosen take as it is heard, as the column holds it."""
    take = catalogue.chosen(song)
    heard = edited.midi_of(files.get(take.file_key), take.edits)
    return portrait(midi.read(heard, silent=True)).tobytes().hex()


def of_song(session: Session, song: Song) -> None:
    """Write the words of a song anew, if it is shared. No commit."""
    share = _share(session, song)
    if share is not None:
        share.search = text_of(song, session.get_one(User, song.user_id))


def redraw(session: Session, files: Files, song: Song) -> None:
    """Draw the portrait anew after the music changed, if the song is shared. No commit."""
    share = _share(session, song)
    if share is not None:
        share.portrait = portrait_of(files, song)


def of_maker(session: Session, maker: User) -> None:
    """Write the words of all that a user shares anew. No commit."""
    for share in session.scalars(select(Share).join(Song).where(Song.user_id == maker.id)):
        share.search = text_of(share.song, maker)


def _share(session: Session, song: Song) -> Share | None:
    return session.scalar(select(Share).where(Share.song_id == song.id))
