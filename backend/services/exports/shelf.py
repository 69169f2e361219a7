"""The shelf of finished exports: found by what they were made of, cleared by age and by size."""

import time
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from backend.db import Render
from backend.settings import Settings
from backend.storage import Files


def find(session: Session, files: Files, key: str) -> BinaryIO | None:
    """The file under `key`, open for reading, if it is there; it counts as used now."""
    if session.get(Render, key) is None:
        return None
    session.execute(update(Render).where(Render.key == key).values(used_at=time.time()))
    session.commit()
    try:
        return files.open(key)
    except FileNotFoundError:  # somebody cleared the folder: it can be made again
        return None


def put(files: Files, key: str, path: Path) -> int:
    """Move a finished file onto the shelf, whole or not at all; how many bytes it has."""
    size = path.stat().st_size
    files.move(key, path)
    return size


def note(session: Session, key: str, size: int) -> None:
    """Write down that `key` is there, in the caller's transaction."""
    session.merge(Render(key=key, size=size, used_at=time.time()))


def clear(session: Session, files: Files, settings: Settings) -> list[str]:
    """Forget what nobody asked for lately, then the longest unused beyond the size; commits.

    Returns:
        The keys that went.
    """
    oldest = time.time() - settings.exports_days * 24 * 3600
    gone = list(session.scalars(select(Render).where(Render.used_at < oldest)))
    over = (session.scalar(select(func.sum(Render.size))) or 0) - sum(one.size for one in gone)
    over -= settings.exports_bytes
    kept = select(Render).where(Render.used_at >= oldest).order_by(Render.used_at)
    for one in session.scalars(kept) if over > 0 else ():
        if over <= 0:
            break
        gone.append(one)
        over -= one.size
    keys = [one.key for one in gone]
    for one in gone:
        session.delete(one)
    session.commit()
    for key in keys:
        files.delete(key)
    return keys
