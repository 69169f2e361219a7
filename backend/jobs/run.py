"""One run of one job, as its handler sees it."""

import json
import threading
from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from backend.db import Job, JobEvent
from backend.jobs.claim import change
from backend.jobs.errors import LeaseLostError

# What a handler hands back: called inside the transaction that ends the job, so that what it
# writes is there exactly if the job is done. It returns the job's result.
Finish = Callable[[Session], dict[str, Any]]


class Run:
    """The job's data, and the ways to say how far it is.

    Attributes:
        job_id: of the row; the same in every attempt.
        user_id: who asked.
        payload: what was asked.
        attempt: 1 at first; more when a worker died on it.
        progress: what was last said about it, by whichever attempt.
    """

    def __init__(self, job: Job, worker: str, sessions: sessionmaker[Session]) -> None:
        self.job_id = job.id
        self.user_id = job.user_id
        self.payload = dict(job.payload)
        self.attempt = job.attempts
        self.progress = dict(job.progress)
        self._worker = worker
        self._sessions = sessions
        self._stop = threading.Event()
        self._lost = False

    def publish(self, kind: str, data: dict[str, Any], progress: dict[str, Any]) -> None:
        """Send a message to whoever listens, and write the progress into the row.

        Raises:
            LeaseLostError: the job is somebody else's now.
        """
        text = json.dumps(data, separators=(",", ":"))
        with self._sessions() as session:
            if not change(session, self.job_id, self._worker, progress=progress):
                raise LeaseLostError(self.job_id)
            session.add(JobEvent(job_id=self.job_id, kind=kind, data=text))
            session.commit()
        self.progress = progress

    def cancelled(self) -> bool:
        """Whether to stop; cheap enough to ask at every note."""
        return self._stop.is_set()

    def stop(self, *, lost: bool = False) -> None:
        """Ask the handler to stop; `lost` when the lease is gone. Called by the heartbeat."""
        self._lost = self._lost or lost
        self._stop.set()

    @property
    def lost(self) -> bool:
        """Whether the lease is known to be gone."""
        return self._lost


Handler = Callable[[Run], Finish]
