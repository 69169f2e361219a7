"""The engraved score of what anybody may hear: made once for all visitors, and bounded.

That of a shared song is made by a worker in its owner's name, one at a time: however many ask, its
owner keeps the other places in the queue. Those of songs that ship are made here, one at a time.
"""

import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Final

from sqlalchemy import select

from backend import jobs
from backend.db import Job
from backend.music import midi
from backend.music.errors import UnusableScoreError
from backend.services.context import Context
from backend.services.errors import NotFoundError
from backend.services.exports import shelf
from backend.services.exports.asking import EDITION, key_of, order_of, queued
from backend.services.exports.kinds import SCREENS
from backend.services.exports.material import Material
from backend.services.pieces import Piece

_ONE: Final = threading.Lock()
_REST: Final = 600.0  # seconds until one that could not be made is tried again


def sheet(context: Context, piece: Piece, name: str, begin: Callable[[], None]) -> BinaryIO | None:
    """A score as the studio shows it, open for reading; None while it is being made.

    Args:
        context: see there.
        piece: of what.
        name: a screen, see `kinds`.
        begin: called before one is made; what it raises refuses that.

    Raises:
        NotFoundError: there is no score of that name.
        UnusableScoreError: it could not be made a moment ago.
        BusyError: its owner has too much under way.
    """
    if name not in SCREENS:
        raise NotFoundError("There is no such score.", "Ask for one like sheet-860.")
    if piece.share is None:
        return _of_ours(context, piece, name, begin)
    song = piece.share.song
    order = order_of(context, song.user_id, song.id, song.chosen, name)
    found = shelf.find(context.session, context.files, order.key)
    if found is None and not _under_way(context, song.user_id):
        _refuse_if_failed(context, song.user_id, order.key)
        begin()
        queued(context, song.user_id, order, visitor=True)
    return found


def _under_way(context: Context, user_id: str) -> bool:
    active = select(Job).where(Job.user_id == user_id, Job.name == shelf.NAME)
    found = context.session.scalars(active.where(Job.state.in_(jobs.ACTIVE)))
    return any(job.payload.get("visitor") for job in found)


def _refuse_if_failed(context: Context, user_id: str, key: str) -> None:
    """Not at every look of every visitor once more."""
    lately = select(Job.id).where(
        Job.user_id == user_id, Job.name == shelf.NAME, Job.state == "failed",
        Job.finished_at > time.time() - _REST, Job.payload["key"].as_string() == key,
    )  # fmt: skip
    if context.session.scalar(lately.limit(1)):
        raise UnusableScoreError("This score could not be written down. Try again in ten minutes.")


def _of_ours(
    context: Context, piece: Piece, name: str, begin: Callable[[], None]
) -> BinaryIO | None:
    assert piece.demo is not None
    kind, data = SCREENS[name], piece.demo.data
    key = key_of(f"{EDITION} {name}", data, kind)
    found = shelf.find(context.session, context.files, key)
    if found or not _ONE.acquire(blocking=False):
        return found
    try:
        begin()
        context.settings.instance.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=context.settings.instance) as folder:
            path = Path(folder) / "sheet"
            score = midi.read(data)
            material = Material(
                score,
                piece.title,
                {},
                None,
                None,
                None,
                Path(folder),
                lambda _: None,
                lambda: False,
            )
            kind.make(material, path)
            size = shelf.put(context.files, key, path)
        shelf.note(context.session, key, size)
        context.session.commit()
    finally:
        _ONE.release()
    return shelf.find(context.session, context.files, key)
