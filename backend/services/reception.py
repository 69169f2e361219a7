"""What visitors do with a piece: hear it, like it, take it along, complain of it."""

import time
from typing import Any, NamedTuple

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend.db import Like, Play, Report, Share, Song, Take, new_id
from backend.services import catalogue, pieces
from backend.services.context import Context
from backend.services.errors import InvalidError
from backend.services.pieces import Piece
from backend.services.times import iso

REASONS = {
    "copy": "It is somebody else’s music",
    "rude": "Its title or words are hurtful",
    "spam": "It advertises something",
    "other": "Something else",
}
MOST_WORDS = 500
_DAY = 24 * 3600


class Complaint(NamedTuple):
    """A report, as whoever keeps the studio reads it."""

    at: str
    reason: str
    title: str
    address: str
    words: str


def today() -> int:
    """Days since 1970 in UTC."""
    return int(time.time() // _DAY)


def count_play(context: Context, piece: Piece, visitor: str) -> bool:
    """Count that `visitor` hears the piece, once a day; says whether it was the first time.

    `visitor` is a keyed hash (see `web.visitors`); those of earlier days are deleted here.
    """
    if piece.share is None:
        return False
    share_id, song_id = piece.share.id, piece.share.song_id
    context.session.execute(delete(Play).where(Play.day < today()))
    context.session.add(Play(song_id=song_id, visitor=visitor, day=today()))
    try:
        context.session.flush()
    except IntegrityError:
        context.session.rollback()
        return False
    counted = update(Share).where(Share.id == share_id).values(plays=Share.plays + 1)
    context.session.execute(counted)
    context.session.commit()
    return True


def likes(context: Context, piece: Piece, user_id: str) -> bool:
    """Whether the user likes the piece."""
    if piece.share is None:
        return False
    return context.session.get(Like, (piece.share.song_id, user_id)) is not None


def like(context: Context, piece: Piece, user_id: str, liked: bool) -> None:
    """Like a piece, or no longer; doing it twice is doing it once.

    Raises:
        InvalidError: it is one of our own, which are not counted.
    """
    if piece.share is None:
        raise InvalidError("Our own songs are not counted.", "Like somebody else’s.")
    share_id, song_id = piece.share.id, piece.share.song_id
    if liked:
        context.session.add(Like(song_id=song_id, user_id=user_id))
        try:
            context.session.flush()
        except IntegrityError:
            context.session.rollback()
            return
        step = 1
    else:
        found = context.session.get(Like, (song_id, user_id))
        if found is None:
            return
        context.session.delete(found)
        step = -1
    context.session.execute(
        update(Share).where(Share.id == share_id).values(likes=Share.likes + step)
    )
    context.session.commit()


def fork(context: Context, piece: Piece, user_id: str) -> Song:
    """Copy a piece into the user's own library, where it is a song like any other."""
    data = pieces.midi_of(context, piece)
    song_id = new_id()
    key = f"songs/fork-{song_id}.mid"
    context.files.put(key, data)
    heard = pieces.take_of(piece)
    facts: dict[str, Any] = heard.facts if heard else piece.facts
    song = Song(
        id=song_id,
        user_id=user_id,
        kind="forked",
        title=piece.title,
        genre=piece.genre,
        takes=[Take(number=1, kind="forked", file_key=key, facts=facts)],
    )
    catalogue.enter(song)
    context.session.add(song)
    context.session.commit()
    return song


def report(context: Context, piece: Piece, reason: str, words: str) -> None:
    """Note a complaint about a shared song.

    Raises:
        InvalidError: no such reason, too many words, or it is one of our own songs.
    """
    if piece.share is None:
        raise InvalidError("This song is our own.", "Write to whoever keeps this studio.")
    if reason not in REASONS:
        raise InvalidError("Say what is wrong with it.", "Choose one of the reasons.", "reason")
    words = " ".join(words.split())
    if len(words) > MOST_WORDS:
        raise InvalidError(
            f"That is longer than {MOST_WORDS} characters.", "Say it shorter.", "words"
        )
    context.session.add(Report(song_id=piece.share.song_id, reason=reason, words=words))
    context.session.commit()


def complaints(session: Session) -> list[Complaint]:
    """All reports, newest first, of songs that are there still."""
    query = (
        select(Report, Song.title, Share.id)
        .join(Song, Song.id == Report.song_id)
        .outerjoin(Share, Share.song_id == Report.song_id)
        .order_by(Report.created_at.desc())
    )
    return [
        Complaint(
            iso(found.created_at),
            found.reason,
            title,
            f"/s/{link}" if link else "(private now)",
            found.words,
        )
        for found, title, link in session.execute(query)
    ]
