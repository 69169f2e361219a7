"""The tables of sharing: what others may hear, who heard and liked it, and who complained."""

import secrets
import time

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.db.base import Base, new_id
from backend.db.tables import Song


def new_link() -> str:
    """The part of an address that nobody guesses: 128 bits."""
    return secrets.token_urlsafe(16)


class Share(Base):
    """A song that others may hear; without one it is private. Its id is the link."""

    __tablename__ = "shares"
    __table_args__ = (Index("ix_shares_public_created_at_id", "public", "created_at", "id"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_link)
    song_id: Mapped[str] = mapped_column(ForeignKey("songs.id", ondelete="CASCADE"), unique=True)
    public: Mapped[bool]  # in the gallery, else only for those who have the link
    expires_at: Mapped[float | None]
    genre: Mapped[str] = mapped_column(String(40), index=True)
    search: Mapped[str] = mapped_column(String(300))  # folded: title, genre, who made it
    portrait: Mapped[str] = mapped_column(String(800))  # float32 as hex: music.theory.portrait
    plays: Mapped[int] = mapped_column(default=0)
    likes: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[float] = mapped_column(default=time.time)

    song: Mapped[Song] = relationship(lazy="joined", innerjoin=True, viewonly=True)


class Like(Base):
    """Somebody's liking for a song."""

    __tablename__ = "likes"

    song_id: Mapped[str] = mapped_column(
        ForeignKey("songs.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[str] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    created_at: Mapped[float] = mapped_column(default=time.time)


class Play(Base):
    """That a visitor heard a song on a day; rows of earlier days are forgotten.

    `visitor` is a keyed hash that changes every day: it tells two visitors of one day apart and
    nothing else.
    """

    __tablename__ = "plays"

    song_id: Mapped[str] = mapped_column(
        ForeignKey("songs.id", ondelete="CASCADE"), primary_key=True
    )
    visitor: Mapped[str] = mapped_column(String(32), primary_key=True)
    day: Mapped[int] = mapped_column(index=True)  # days since 1970 in UTC


class Report(Base):
    """A complaint about a shared song, for whoever keeps the studio."""

    __tablename__ = "reports"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    song_id: Mapped[str] = mapped_column(ForeignKey("songs.id", ondelete="CASCADE"), index=True)
    reason: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(String(500))
    created_at: Mapped[float] = mapped_column(default=time.time)
