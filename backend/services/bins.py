"""The bin: songs wait in it for 30 days and can come back; then they go, with their files."""

import time
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.db import Song, Take
from backend.services import songs
from backend.services.context import Context
from backend.services.exports import shelf
from backend.storage import Files

DAYS = 30
_WAIT = DAYS * 24 * 3600.0  # seconds
_AT_ONCE = 200  # songs taken away in one transaction


def put(context: Context, user_id: str, song_ids: Sequence[str]) -> list[Song]:
    """Put songs into the bin. NotFoundError if one of them is not in the user's library."""
    found = songs.several(context, user_id, song_ids)
    now = time.time()
    for song in found:
        song.deleted_at = now
    context.session.commit()
    return found


def restore(context: Context, user_id: str, song_ids: Sequence[str]) -> list[Song]:
    """Take songs out of the bin again. NotFoundError if one of them is not in it."""
    found = songs.several(context, user_id, song_ids, binned=True)
    for song in found:
        song.deleted_at = None
    context.session.commit()
    return found


def waiting(context: Context, user_id: str, song_ids: Sequence[str]) -> list[Song]:
    """Those of some songs that are in the user's bin; others are passed over."""
    if not song_ids:
        return []
    mine = (Song.user_id == user_id, Song.deleted_at.is_not(None))
    return list(context.session.scalars(select(Song).where(*mine, Song.id.in_(song_ids))))


def forget(context: Context, user_id: str, song_ids: Sequence[str]) -> int:
    """Take songs of the bin away for good. NotFoundError if one of them is not in it."""
    found = songs.several(context, user_id, song_ids, binned=True)
    _take_away(context.session, context.files, found)
    return len(found)


def empty(context: Context, user_id: str) -> int:
    """Take away all that is in a user's bin; how many songs that were."""
    gone = 0
    query = select(Song).where(Song.user_id == user_id, Song.deleted_at.is_not(None))
    while found := list(context.session.scalars(query.limit(_AT_ONCE))):
        _take_away(context.session, context.files, found)
        gone += len(found)
    return gone


def expire(files: Files, session: Session) -> int:
    """Take away what has waited for 30 days, songs and single takes, of all users; how many."""
    before, gone = time.time() - _WAIT, 0
    while found := list(session.scalars(
        select(Song).where(Song.deleted_at < before).limit(_AT_ONCE)
    )):  # fmt: skip
        _take_away(session, files, found)
        gone += len(found)
    for take in session.scalars(select(Take).where(Take.deleted_at < before)).all():
        _take_out(session, files, take)
        gone += 1
    return gone


def _take_away(session: Session, files: Files, found: Sequence[Song]) -> None:
    """The rows first: a file without a row is waste, a row without its file is a fault."""
    keys = [key for song in found for key in songs.keys_of(song)]
    made = shelf.made_for(session, {song.user_id for song in found}, {song.id for song in found})
    shelf.forget(session, made)
    for song in found:
        session.delete(song)
    session.commit()
    for key in (*keys, *made):
        files.delete(key)


def _take_out(session: Session, files: Files, take: Take) -> None:
    """What was made from the take hangs from its parent afterwards."""
    for child in session.scalars(
        select(Take).where(Take.song_id == take.song_id, Take.parent == take.number)
    ):
        child.parent = take.parent
    song = session.get_one(Song, take.song_id)
    made = shelf.made_for(session, {song.user_id}, {song.id}, take.number)
    shelf.forget(session, made)
    session.delete(take)
    session.commit()
    for key in (take.file_key, *made):
        files.delete(key)
