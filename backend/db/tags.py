"""Tags: words of a user's own that songs hang under."""

import time

from sqlalchemy import Column, ForeignKey, Index, String, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.db.base import Base, new_id


class Tag(Base):
    """One word of one user; `folded` is its name as it is compared, so that none comes twice."""

    __tablename__ = "tags"
    __table_args__ = (UniqueConstraint("user_id", "folded"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(40))
    folded: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[float] = mapped_column(default=time.time)


song_tags = Table(
    "song_tags",
    Base.metadata,
    Column("song_id", ForeignKey("songs.id", ondelete="CASCADE"), primary_key=True),
    Column("tag_id", ForeignKey("tags.id", ondelete="CASCADE"), primary_key=True),
    Index("ix_song_tags_tag_id_song_id", "tag_id", "song_id"),
)
