"""Sharing one's songs: private, by a link that nobody guesses, or in the public gallery."""

import time
from typing import Any, Literal

from sqlalchemy import func, select

from backend.db import Like, Share, Song, User
from backend.db.sharing import new_link
from backend.services import placards, songs
from backend.services.context import Context
from backend.services.errors import InvalidError

DAY = 24 * 3600.0
DAYS = (1, 7, 30, 365)  # that a link may live; None: until it is revoked
Audience = Literal["private", "unlisted", "public"]
AUDIENCES: tuple[Audience, ...] = ("private", "unlisted", "public")


def of(context: Context, user_id: str, song_id: str) -> Share | None:
    """How a song of the user's is shared; None if it is private.

    Raises:
        NotFoundError: it is not there or not the user's.
    """
    song = songs.get(context, user_id, song_id)
    return context.session.scalar(select(Share).where(Share.song_id == song.id))


def change(
    context: Context, user_id: str, song_id: str, audience: str, days: int | None = None
) -> Share | None:
    """Say who may hear a song, and for how many days; what was shared before is no more.

    A link that was in the gallery is known to the world, so an unlisted one is always a new one
    then; private takes the link away for good.

    Raises:
        NotFoundError: it is not there or not the user's.
        InvalidError: there is no such audience or length of time.
    """
    if audience not in AUDIENCES:
        raise InvalidError(
            "Nobody knows whom that means.", f"Choose {', '.join(AUDIENCES)}.", "audience"
        )
    if days is not None and days not in DAYS:
        raise InvalidError(
            "A link cannot last so long.", f"Choose {', '.join(map(str, DAYS))} days.", "days"
        )
    song = songs.get(context, user_id, song_id)
    share = of(context, user_id, song_id)
    if audience == "private":
        if share is not None:
            context.session.delete(share)
            context.session.commit()
        return None
    about = _described(context, song)
    if share is None:
        share = Share(song_id=song.id, public=False, likes=_likes(context, song_id), **about)
        context.session.add(share)
    elif share.public and audience == "unlisted":
        share.id = new_link()
    if audience == "public" and not share.public:
        share.created_at = time.time()  # the gallery shows what came last
    share.public = audience == "public"
    share.expires_at = time.time() + days * DAY if days else None
    for name, value in about.items():
        setattr(share, name, value)
    context.session.commit()
    return share


def audience_of(share: Share | None) -> Audience:
    """Who may hear it."""
    if share is None or is_over(share):
        return "private"
    return "public" if share.public else "unlisted"


def is_over(share: Share) -> bool:
    """Whether its time has run out."""
    return share.expires_at is not None and share.expires_at <= time.time()


def _described(context: Context, song: Song) -> dict[str, Any]:
    """What is kept with the share because lists and comparisons ask for it."""
    owner = context.session.get_one(User, song.user_id)
    return {
        "genre": song.genre,
        "search": placards.text_of(song, owner),
        "portrait": placards.portrait_of(context.files, song),
    }


def _likes(context: Context, song_id: str) -> int:
    """How many like it, of an earlier time when it was shared."""
    query = select(func.count()).select_from(Like).where(Like.song_id == song_id)
    return context.session.scalar(query) or 0
