"""The table of exported files that are kept for a while."""

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.db.base import Base


class Render(Base):
    """An exported file: made of what its key says, for whoever asks."""

    __tablename__ = "renders"

    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)  # bytes
    used_at: Mapped[float] = mapped_column(index=True)
