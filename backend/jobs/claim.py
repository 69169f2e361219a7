"""Taking a job, keeping it and letting it go: each one statement, so that two cannot hold it."""

import time
from typing import Any

from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.orm import Session

from backend.db import Job, JobEvent

ACTIVE = ("queued", "running")
FINAL = ("done", "failed", "cancelled")
MAX_ATTEMPTS = 3  # a job that kills its worker so often will kill the next one too
KEEP_EVENTS = 3600.0  # seconds after its end that a job's messages can still be asked for


def claim(session: Session, worker: str, names: list[str], lease: float) -> str | None:
    """Take the oldest job that waits, or whose worker fell silent; its id, or None.

    Args:
        session: is committed.
        worker: who takes it.
        names: the jobs that this worker can do.
        lease: seconds until it must be renewed.
    """
    now = time.time()
    free = or_(Job.state == "queued", and_(Job.state == "running", Job.lease_until < now))
    # Looked for first without a lock: an idle worker asks often and must not hinder who writes.
    oldest = session.scalar(
        select(Job.id)
        .where(free, Job.name.in_(names), Job.attempts < MAX_ATTEMPTS)
        .order_by(Job.created_at)
        .limit(1)
    )
    taken = None
    if oldest is not None:
        taken = session.execute(
            update(Job)
            .where(Job.id == oldest, free)
            .values(
                state="running", worker=worker, lease_until=now + lease, attempts=Job.attempts + 1
            )
            .returning(Job.id)
            .execution_options(synchronize_session=False)
        ).scalar_one_or_none()
    session.commit()
    return taken


def renew(session: Session, job_id: str, worker: str, lease: float) -> bool:
    """Hold on to a job for another `lease` seconds; False when it is not ours any more."""
    return change(session, job_id, worker, lease_until=time.time() + lease)


def change(session: Session, job_id: str, holder: str, **values: Any) -> bool:
    """Write columns of a job that `holder` works on; False when it is not its own. No commit."""
    done = session.execute(
        update(Job)
        .where(Job.id == job_id, Job.worker == holder, Job.state == "running")
        .values(**values)
        .returning(Job.id)
        .execution_options(synchronize_session=False)
    )
    return done.scalar_one_or_none() is not None


def bury(session: Session) -> list[Job]:
    """End the jobs that killed their worker too often, and return them. Commits."""
    error = {
        "code": "worker_died",
        "message": f"The work stopped {MAX_ATTEMPTS} times in the middle, so it was given up.",
        "cure": "Ask for fewer bars, or try another seed.",
    }
    dead = (
        Job.state == "running",
        Job.lease_until < time.time(),
        Job.attempts >= MAX_ATTEMPTS,
    )
    ended = []
    for job_id in session.scalars(select(Job.id).where(*dead)).all():
        buried = session.execute(
            update(Job)
            .where(Job.id == job_id, *dead)
            .values(state="failed", error=error, finished_at=time.time())
            .returning(Job.id)
            .execution_options(synchronize_session=False)
        ).scalar_one_or_none()
        if buried:
            session.add(JobEvent(job_id=job_id, kind="failed", data="{}"))
            ended.append(job_id)
    session.commit()
    return [session.get_one(Job, job_id, populate_existing=True) for job_id in ended]


def sweep(session: Session) -> None:
    """Forget the messages of jobs that ended long ago. Commits."""
    old = select(Job.id).where(Job.finished_at < time.time() - KEEP_EVENTS)
    session.execute(
        delete(JobEvent)
        .where(JobEvent.job_id.in_(old))
        .execution_options(synchronize_session=False)
    )
    session.commit()
