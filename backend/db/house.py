"""The tables of the songs that ship: how often they are heard and liked, by their names."""

import time

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.db.base import Base


class HouseSong(Base):
    """What is counted of one; there is no row until somebody hears or likes it."""

    __tablename__ = "house_songs"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    plays: Mapped[int] = mapped_column(default=0)
    likes: Mapped[int] = mapped_column(default=0)


class HouseLike(Base):
    """Somebody's liking for one."""

    __tablename__ = "house_likes"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    user_id: Mapped[str] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    created_at: Mapped[float] = mapped_column(default=time.time)


class HousePlay(Base):
    """That a visitor heard one on a day; see `sharing.Play`."""

    __tablename__ = "house_plays"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    visitor: Mapped[str] = mapped_column(String(32), primary_key=True)
    day: Mapped[int] = mapped_column(index=True)  # days since 1970 in UTC
