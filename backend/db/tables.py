"""The tables: people, their tokens, their songs with their takes, and the jobs that write them."""

import time
from typing import Any

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.db.base import Base, new_id
from backend.db.tags import Tag


class User(Base):
    """A person with an account."""

    __tablename__ = "users"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    email: Mapped[str] = mapped_column(String(254), unique=True)  # lower case
    name: Mapped[str] = mapped_column(String(80))
    password_hash: Mapped[str] = mapped_column(String(255))
    theme: Mapped[str] = mapped_column(String(8), default="system")  # light, dark or system
    bio: Mapped[str] = mapped_column(String(600), default="")
    photo_key: Mapped[str | None] = mapped_column(String(120))
    preferences: Mapped[dict[str, Any]] = mapped_column(default=dict)  # see services.preferences
    sessions: Mapped[int] = mapped_column(default=0)  # counted up, all sessions are over
    created_at: Mapped[float] = mapped_column(default=time.time)


class Token(Base):
    """A personal key to the API; only the hash of it is kept."""

    __tablename__ = "tokens"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    prefix: Mapped[str] = mapped_column(String(12))  # shown in lists, so that people know it again
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[float] = mapped_column(default=time.time)
    last_used_at: Mapped[float | None]


class Song(Base):
    """One piece in a user's library: its takes, and which of them is the one that counts.

    What the library is searched and sorted by is said twice, here and in the chosen take's facts;
    `services.catalogue.enter` keeps the two together.
    """

    __tablename__ = "songs"
    __table_args__ = (
        Index("ix_songs_user_id_created_at_id", "user_id", "created_at", "id"),
        Index("ix_songs_user_id_deleted_at_edited_at_id",
              "user_id", "deleted_at", "edited_at", "id"),
        # All that is counted and filtered, so that the counts need not read the songs themselves.
        Index("ix_songs_counted", "user_id", "deleted_at", "kind", "genre", "mood", "tempo",
              "favourite", "played_at", "edited_at", "id"),
    )  # fmt: skip

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    # Unique, so that a job done twice after a crash cannot leave two songs.
    job_id: Mapped[str | None] = mapped_column(String(16), unique=True)
    kind: Mapped[str] = mapped_column(String(12))  # composed, restyled, continued … or demo
    title: Mapped[str] = mapped_column(String(120))
    genre: Mapped[str] = mapped_column(String(40))
    source_key: Mapped[str | None] = mapped_column(String(120))  # what it was made from
    recording_key: Mapped[str | None] = mapped_column(String(120))  # the sound it was heard in
    recording: Mapped[dict[str, Any] | None]  # see services.recordings
    recording_bytes: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    chosen: Mapped[int] = mapped_column(default=1)  # the number of a take
    created_at: Mapped[float] = mapped_column(default=time.time)
    edited_at: Mapped[float] = mapped_column(default=time.time, server_default="0")  # its music
    played_at: Mapped[float | None]
    deleted_at: Mapped[float | None]  # in the bin since then
    favourite: Mapped[bool] = mapped_column(default=False, server_default=false())
    prompt: Mapped[str] = mapped_column(Text, default="", server_default="")  # the words asked
    mood: Mapped[str] = mapped_column(String(40), default="", server_default="")
    tempo: Mapped[float] = mapped_column(default=0.0, server_default="0")  # quarters per minute
    key: Mapped[str] = mapped_column(String(20), default="", server_default="")
    search: Mapped[str] = mapped_column(Text, default="", server_default="")  # folded; see there

    tags: Mapped[list[Tag]] = relationship(
        secondary="song_tags", order_by="Tag.folded", passive_deletes=True
    )
    takes: Mapped[list["Take"]] = relationship(
        order_by="Take.number", cascade="all, delete-orphan", passive_deletes=True
    )
    # Read together with the song, so that lists ask once.
    take: Mapped["Take"] = relationship(
        primaryjoin="and_(Take.song_id == Song.id, Take.number == Song.chosen)",
        lazy="joined", innerjoin=True, viewonly=True,
    )  # fmt: skip


class Take(Base):
    """One version of a song: its file by key, and what is known about it."""

    __tablename__ = "takes"
    # A job done twice after a crash cannot leave a candidate twice.
    __table_args__ = (UniqueConstraint("job_id", "candidate"),)

    song_id: Mapped[str] = mapped_column(
        ForeignKey("songs.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # from 1
    job_id: Mapped[str | None] = mapped_column(String(16))
    candidate: Mapped[int] = mapped_column(default=0)
    kind: Mapped[str] = mapped_column(String(12))  # as of songs; also rerolled and the like
    parent: Mapped[int | None]  # the take that it was made from, if it was made from one
    name: Mapped[str | None] = mapped_column(String(60))  # given by its owner
    starred: Mapped[bool] = mapped_column(default=False, server_default=false())
    deleted_at: Mapped[float | None]  # hidden since then; what was made from it stays
    file_key: Mapped[str] = mapped_column(String(120))  # the base; never changes
    edits: Mapped[list[dict[str, Any]]] = mapped_column(default=list, server_default="[]")
    revision: Mapped[int] = mapped_column(default=0, server_default="0")  # grows with its edits
    facts: Mapped[dict[str, Any]]  # key, tempo, certificate, scores, recipe, plan, opening …
    created_at: Mapped[float] = mapped_column(default=time.time)


class Job(Base):
    """One piece of work: what to do, who does it until when, how far it is, how it ended."""

    __tablename__ = "jobs"
    __table_args__ = (Index("ix_jobs_state_created_at", "state", "created_at"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(40))  # which handler does it
    payload: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(9), default="queued")
    attempts: Mapped[int] = mapped_column(default=0)
    worker: Mapped[str | None] = mapped_column(String(80))
    lease_until: Mapped[float] = mapped_column(default=0.0)
    cancel_requested: Mapped[bool] = mapped_column(default=False)
    progress: Mapped[dict[str, Any]] = mapped_column(default=dict)
    result: Mapped[dict[str, Any]] = mapped_column(default=dict)
    error: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[float] = mapped_column(default=time.time)
    finished_at: Mapped[float | None]


class JobEvent(Base):
    """One message about a job, in order, so that a listener can go on where it was cut off."""

    __tablename__ = "job_events"
    __table_args__ = (Index("ix_job_events_job_id_id", "job_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    data: Mapped[str]  # JSON text, sent on as it is
    created_at: Mapped[float] = mapped_column(default=time.time)


class Worker(Base):
    """A worker process and when it was last heard of."""

    __tablename__ = "workers"

    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    seen_at: Mapped[float]
