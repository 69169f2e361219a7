"""The shelf of finished exports: found by what they were made of, cleared by age and by size."""

import os
import time
from collections.abc import Callable, Collection
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from backend.db import Job, Render
from backend.settings import Settings
from backend.storage import Files

NAME = "export"  # of the jobs that make what stands here
_AT_HAND = 600.0  # seconds after its last use in which a file is not cleared


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


def size_of(files: Files, key: str) -> int | None:
    """How many bytes the file under `key` has; None while there is none."""
    try:
        with files.open(key) as file:
            return file.seek(0, os.SEEK_END)
    except FileNotFoundError:
        return None


def note(session: Session, key: str, size: int) -> None:
    """Write down that `key` is there, in the caller's transaction."""
    session.merge(Render(key=key, size=size, used_at=time.time()))


def made_for(
    session: Session, user_ids: Collection[str], song_ids: Collection[str], take: int | None = None
) -> list[str]:
    """The keys of all that was exported of some songs of some users, or of one of their takes."""
    jobs = select(Job.payload).where(
        Job.name == NAME, Job.user_id.in_(user_ids),
        Job.payload["song_id"].as_string().in_(song_ids),
    )  # fmt: skip
    found = session.scalars(jobs).all()
    return [one["key"] for one in found if take in (None, one["take"])]


def forget(session: Session, keys: Collection[str]) -> None:
    """Strike files off the list, in the caller's transaction; others can have them made again."""
    session.execute(delete(Render).where(Render.key.in_(keys)))


def clear(
    files: Files, settings: Settings, session: Session, clock: Callable[[], float] = time.time
) -> list[str]:
    """Forget what nobody asked for lately, then the longest unused beyond the size; commits.

    What was used a moment ago stays, however much there is: somebody is about to fetch it. Who is
    reading a file that goes reads it to its end, because it is open.

    Args:
        files: where they lie.
        settings: how long and how many are kept.
        session: of the database. Others may clear at the same time.
        clock: seconds since 1970.

    Returns:
        The keys that went.
    """
    now = clock()
    oldest = now - settings.exports_days * 24 * 3600
    over = (session.scalar(select(func.sum(Render.size))) or 0) - settings.exports_bytes
    unused = select(Render.key, Render.size, Render.used_at).where(Render.used_at < now - _AT_HAND)
    first = unused.order_by(Render.used_at).limit(1)
    gone = []
    while (found := session.execute(first).first()) and (found.used_at < oldest or over > 0):
        # Unless somebody has just asked for it, or another worker was here first.
        same = (Render.key == found.key, Render.used_at == found.used_at)
        struck = session.execute(delete(Render).where(*same).returning(Render.key)).first()
        session.commit()
        over -= found.size
        if struck:
            files.delete(found.key)
            gone.append(found.key)
    return gone
