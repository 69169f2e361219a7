"""The worker's loop: claim a job, do it, write down how it ended; until told to stop."""

import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from backend.db import Job, JobEvent, new_id
from backend.jobs.bell import Bell
from backend.jobs.claim import bury, change, claim, sweep
from backend.jobs.errors import JobCancelledError, JobFailedError, LeaseLostError
from backend.jobs.heartbeat import Heartbeat
from backend.jobs.queue import state_of
from backend.jobs.run import Finish, Handler, Run

log = logging.getLogger(__name__)

LOOK_AGAIN = 0.5  # seconds after which an idle worker looks for leases that ran out
SWEEP = 600.0  # seconds between two rounds of chores


class Crew:
    """One worker: does the jobs whose names have a handler, one at a time."""

    def __init__(
        self,
        sessions: sessionmaker[Session],
        url: str,
        handlers: Mapping[str, Handler],
        lease: float = 4.0,
        dropped: Callable[[str, dict[str, Any]], None] = lambda _id, _payload: None,
        chores: Sequence[Callable[[Session], object]] = (),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Set up, without a thread or a connection yet.

        Args:
            sessions: opens sessions of the database at `url`.
            url: of the database.
            handlers: what to do, by the name of the job.
            lease: seconds of silence after which another worker takes the job.
            dropped: called with id and payload of a job that ended without a result, or is gone.
            chores: done between jobs, at the start and now and then, beside other workers.
            clock: seconds, by which chores are due.
        """
        self.name = f"{socket.gethostname()[:40]}-{os.getpid()}-{new_id()[:6]}"
        self._sessions = sessions
        self._url = url
        self._handlers = handlers
        self._lease = lease
        self._dropped = dropped
        self._chores = (sweep, *chores)
        self._clock = clock
        self._stopping = threading.Event()
        self._current: Run | None = None

    def stop(self) -> None:
        """Stop soon: the job in hand goes back to the queue. May be called from a signal."""
        self._stopping.set()
        if self._current:
            self._current.stop()

    def work(self) -> None:
        """Do jobs until `stop` is called."""
        heartbeat = Heartbeat(self.name, self._sessions, self._url, self._lease)
        heartbeat.start()
        try:
            with Bell(self._url) as bell, self._sessions() as session:
                swept = float("-inf")
                while not self._stopping.is_set():
                    if self._clock() - swept > SWEEP:
                        self._do_chores(session)
                        swept = self._clock()
                    if not self._work_once(session, heartbeat):
                        bell.wait(LOOK_AGAIN)
        finally:
            heartbeat.stop()

    def _do_chores(self, session: Session) -> None:
        for chore in self._chores:
            try:
                chore(session)
            except Exception:  # what cannot be tidied up must not keep jobs waiting
                log.exception("A chore failed; it will be tried again.")
                session.rollback()

    def _work_once(self, session: Session, heartbeat: Heartbeat) -> bool:
        for dead in bury(session):
            log.error("Job %s stopped its worker too often and was given up.", dead.id)
            self._dropped(dead.id, dead.payload)
        taken = claim(session, self.name, list(self._handlers), self._lease)
        if taken is None:
            return False
        job = session.get_one(Job, taken, populate_existing=True)
        run = Run(job, self.name, self._sessions)
        handler = self._handlers[job.name]
        self._current = run  # before looking at _stopping, so that `stop` reaches it or is seen
        if job.cancel_requested or self._stopping.is_set():
            run.stop()
        session.commit()
        heartbeat.hold(run)
        try:
            self._do(run, handler)
        finally:
            heartbeat.hold(None)
            self._current = None
        return True

    def _do(self, run: Run, handler: Handler) -> None:
        if run.cancelled():
            self._cancelled(run)
            return
        try:
            self._end(run, "done", handler(run))
        except LeaseLostError:
            log.warning("Job %s was given to another worker; this run is dropped.", run.job_id)
        except JobCancelledError:
            self._cancelled(run)
        except JobFailedError as error:
            reason = {"code": error.code, "message": error.message, "cure": error.cure}
            self._end(run, "failed", error=reason)
        except Exception:
            log.exception("Job %s failed by a fault of the program.", run.job_id)
            self._end(run, "failed", error=UNEXPECTED)

    def _cancelled(self, run: Run) -> None:
        if run.lost:
            log.warning("Job %s was given to another worker; this run is dropped.", run.job_id)
        elif self._stopping.is_set():
            # Not the user's wish but ours: the next worker shall do it, as if nothing had been.
            with self._sessions() as session:
                change(
                    session, run.job_id, self.name, state="queued", worker=None,
                    attempts=run.attempt - 1,
                )  # fmt: skip
                session.commit()
        else:
            self._end(run, "cancelled")

    def _end(
        self,
        run: Run,
        state: str,
        finish: Finish | None = None,
        error: dict[str, Any] | None = None,
    ) -> None:
        """Write the end, the result and the last message in one transaction, if it is still ours.

        The row is changed first: that takes the write lock, so no other worker comes between.
        """
        with self._sessions() as session:
            values = {"state": state, "error": error or {}, "finished_at": time.time()}
            if not change(session, run.job_id, self.name, **values):
                log.warning("Job %s is not ours any more; this end is dropped.", run.job_id)
                if state_of(session, run.job_id) is None:  # deleted, with whoever asked for it
                    self._dropped(run.job_id, run.payload)
                return
            if finish is not None:
                session.get_one(Job, run.job_id).result = finish(session)
            session.add(JobEvent(job_id=run.job_id, kind=state, data="{}"))
            session.commit()
        if finish is None:
            self._dropped(run.job_id, run.payload)


UNEXPECTED = {
    "code": "internal",
    "message": "Something broke on our side while this was written. It has been noted.",
    "cure": "Try again; if it happens twice, try another seed.",
}
