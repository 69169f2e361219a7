"""A user's jobs: looked up, cancelled, and followed while they run."""

import time
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend import jobs
from backend.db import Job, Song
from backend.services import exports, keeping, songs
from backend.services.context import Context
from backend.services.errors import NotFoundError
from backend.services.times import iso


class Message(NamedTuple):
    """One thing to tell a listener; `id` lets it go on from here. `kind` "" is a sign of life."""

    id: int
    kind: str
    data: str | dict[str, Any]


def get(context: Context, user_id: str, job_id: str) -> Job:
    """One of the user's jobs.

    Raises:
        NotFoundError: it is not there or not the user's.
    """
    job = context.session.get(Job, job_id)
    if job is None or job.user_id != user_id:
        raise NotFoundError("There is no such job of yours.", "Look in your library.")
    return job


def cancel(context: Context, user_id: str, job_id: str) -> Job:
    """Stop a job; one that has ended stays as it is. NotFoundError as in `get`."""
    job = get(context, user_id, job_id)
    if jobs.cancel(context.session, job.id):
        keeping.discard(context.files, job.id, job.payload)
    context.session.refresh(job)
    return job


def under_way(context: Context, user_id: str) -> list[dict[str, Any]]:
    """What is being written for a user or waits for its turn, the newest first."""
    query = select(Job).where(Job.user_id == user_id, Job.state.in_(jobs.ACTIVE))
    query = query.where(Job.name != exports.NAME)  # files of songs that are there
    found = context.session.scalars(query.order_by(Job.created_at.desc()))
    return [_growing(job) for job in found]


def follow(
    sessions: Callable[[], Session],
    url: str,
    job_id: str,
    after: int,
    *,
    quiet: float = 10.0,
) -> Iterator[Message]:
    """The messages of a job after the one numbered `after`, as they come, until it has ended.

    Args:
        sessions: opens a session; none is held while waiting.
        url: of the database, to hear when something is written.
        job_id: whose job it is must have been checked.
        after: 0 for all messages.
        quiet: seconds without a message after which a sign of life is given.
    """
    with jobs.Bell(url) as bell:
        last = time.monotonic()
        while True:
            with sessions() as session:
                news = jobs.events_after(session, job_id, after)
                # Long after its end the messages of a job are gone, and only its state tells.
                over = not news and jobs.state_of(session, job_id) in jobs.FINAL
                if over:  # it may have ended between the two questions
                    news = jobs.events_after(session, job_id, after)
                messages = [_message(session, job_id, event) for event in news]
            for message in messages:
                after, last = message.id, time.monotonic()
                yield message
            if over or (messages and messages[-1].kind in jobs.FINAL):
                return
            if time.monotonic() - last >= quiet:
                last = time.monotonic()
                yield Message(after, "", "")
            bell.wait(min(1.0, quiet))


def described(job: Job) -> dict[str, Any]:
    """A job as the API shows it."""
    return {
        "id": job.id,
        "kind": job.name,
        "state": job.state,
        "bars": job.progress["bars"],
        "candidates": job.progress["candidates"],
        "song_id": job.result.get("song_id") or job.payload.get("song_id"),
        "takes": job.result.get("takes", []),
        "error": job.error or None,
        "created_at": iso(job.created_at),
    }


def _growing(job: Job) -> dict[str, Any]:
    """A job as lists show it: like a song that is not whole yet."""
    bars = [candidate["bar"] for candidate in job.progress["candidates"]]
    return {
        **described(job),
        "title": job.payload.get("title") or "A new song",
        "genre": job.payload["request"].get("genre") or "",
        "prompt": job.payload.get("prompt", ""),
        "bar": sum(bars) // max(len(bars), 1),
    }


def _message(session: Session, job_id: str, event: jobs.Event) -> Message:
    if event.kind not in jobs.FINAL:
        return Message(*event)
    job = session.get_one(Job, job_id)
    told: dict[str, Any] = {"job": described(job)}
    song = session.get(Song, job.result.get("song_id", "")) if job.state == "done" else None
    return Message(event.id, event.kind, told | ({"song": songs.in_full(song)} if song else {}))
