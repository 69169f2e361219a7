"""What the askers' side of the queue can do: put in, ask to stop, listen."""

import time
from typing import Any, NamedTuple

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from backend.db import Job, JobEvent
from backend.jobs.claim import ACTIVE


class Event(NamedTuple):
    """One message about a job; `data` is JSON text."""

    id: int
    kind: str
    data: str


def enqueue(
    session: Session,
    user_id: str,
    name: str,
    payload: dict[str, Any],
    *,
    progress: dict[str, Any],
    job_id: str | None = None,
) -> Job:
    """Add a job to the queue; it is seen by workers once the caller commits."""
    job = Job(user_id=user_id, name=name, payload=payload, progress=progress, id=job_id)
    session.add(job)
    session.flush()
    return job


def active_count(session: Session, user_id: str) -> int:
    """How many jobs of a user wait or run."""
    query = select(func.count()).select_from(Job)
    return session.scalar(query.where(Job.user_id == user_id, Job.state.in_(ACTIVE))) or 0


def cancel(session: Session, job_id: str) -> bool:
    """Stop a job: at once if it waits (then True), else as soon as its worker looks. Commits."""
    waiting = session.execute(
        update(Job)
        .where(Job.id == job_id, Job.state == "queued")
        .values(state="cancelled", cancel_requested=True, finished_at=time.time())
        .returning(Job.id)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    if waiting:
        session.add(JobEvent(job_id=job_id, kind="cancelled", data="{}"))
    else:
        session.execute(
            update(Job)
            .where(Job.id == job_id, Job.state == "running")
            .values(cancel_requested=True)
            .execution_options(synchronize_session=False)
        )
    session.commit()
    return waiting is not None


def events_after(session: Session, job_id: str, after: int) -> list[Event]:
    """The messages of a job that are newer than the one numbered `after`, oldest first."""
    # Columns, not rows of the mapper: many listeners ask this very often.
    query = select(JobEvent.id, JobEvent.kind, JobEvent.data)
    query = query.where(JobEvent.job_id == job_id, JobEvent.id > after).order_by(JobEvent.id)
    return [Event(*row) for row in session.execute(query)]


def state_of(session: Session, job_id: str) -> str | None:
    """How a job is; None if it is not there."""
    return session.scalar(select(Job.state).where(Job.id == job_id))
