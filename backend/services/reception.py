"""What visitors do with a piece: hear it, like it, take it along, complain of it."""

import time
from typing import Any, NamedTuple

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend.db import (
    Base,
    HouseLike,
    HousePlay,
    HouseSong,
    Like,
    Play,
    Report,
    Share,
    Song,
    Take,
    new_id,
)
from backend.services import catalogue, pieces
from backend.services.context import Context
from backend.services.errors import InvalidError
from backend.services.pieces import Piece
from backend.services.texts import one_line
from backend.services.times import iso

REASONS = {
    "copy": "It is somebody else’s music",
    "rude": "Its title or words are hurtful",
    "spam": "It advertises something",
    "other": "Something else",
}
MOST_WORDS = 500
LETTER = """Somebody complained of “{title}”, {link}

{reason}: {words}

All complaints: python -m backend --reports
"""
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
    for plays in (Play, HousePlay):
        context.session.execute(delete(plays).where(plays.day < today()))
    if piece.share is None:
        heard: Play | HousePlay = HousePlay(name=piece.key, visitor=visitor, day=today())
    else:
        heard = Play(song_id=piece.share.song_id, visitor=visitor, day=today())
    return _note(context, piece, heard, "plays")


def likes(context: Context, piece: Piece, user_id: str) -> bool:
    """Whether the user likes the piece."""
    return _liking(context, piece, user_id) is not None


def like(context: Context, piece: Piece, user_id: str, liked: bool) -> None:
    """Like a piece, or no longer; doing it twice is doing it once."""
    if liked:
        if piece.share is None:
            liking: Like | HouseLike = HouseLike(name=piece.key, user_id=user_id)
        else:
            liking = Like(song_id=piece.share.song_id, user_id=user_id)
        _note(context, piece, liking, "likes")
    elif (found := _liking(context, piece, user_id)) is not None:
        context.session.delete(found)
        _count(context, piece, "likes", -1)
        context.session.commit()


def _liking(context: Context, piece: Piece, user_id: str) -> Like | HouseLike | None:
    if piece.share is None:
        return context.session.get(HouseLike, (piece.key, user_id))
    return context.session.get(Like, (piece.share.song_id, user_id))


def _note(context: Context, piece: Piece, row: Base, what: str) -> bool:
    """Add a row and count it; False if it was there already."""
    context.session.add(row)
    try:
        context.session.flush()
    except IntegrityError:
        context.session.rollback()
        return False
    _count(context, piece, what, 1)
    context.session.commit()
    return True


def _count(context: Context, piece: Piece, what: str, step: int) -> None:
    """Count in the database itself, so that two at once are two. No commit."""
    table: type[Share | HouseSong]
    if piece.share is None:
        _enter(context, piece.key)
        table, place = HouseSong, HouseSong.name == piece.key
    else:
        table, place = Share, Share.id == piece.share.id
    context.session.execute(update(table).where(place).values({what: getattr(table, what) + step}))


def _enter(context: Context, name: str) -> None:
    """A row for one of our own songs, unless there is one; another may add it at the same time."""
    if context.session.get(HouseSong, name) is None:
        try:
            with context.session.begin_nested():
                context.session.add(HouseSong(name=name))
        except IntegrityError:
            pass


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
    """Note a complaint about a shared song, and write to whoever keeps the studio.

    Raises:
        InvalidError: no such reason, too many words, or it is one of our own songs.
    """
    if piece.share is None:
        raise InvalidError("This song is our own.", "Write to whoever keeps this studio.")
    if reason not in REASONS:
        raise InvalidError("Say what is wrong with it.", "Choose one of the reasons.", "reason")
    words = one_line(words, "What you write", MOST_WORDS, "words", shortest=0)
    context.session.add(Report(song_id=piece.share.song_id, reason=reason, words=words))
    context.session.commit()
    if context.settings.reports_to:
        about = {"title": piece.title, "reason": REASONS[reason], "words": words or "(no words)"}
        letter = LETTER.format(link=f"{context.settings.site}/s/{piece.key}", **about)
        context.mail.send(context.settings.reports_to, "A complaint about a shared song", letter)


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
