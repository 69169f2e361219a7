"""The thread beside a worker: says that it lives, keeps its lease, and hears when to stop."""

import logging
import threading
import time

from sqlalchemy import delete, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from backend.db import Job, Worker
from backend.jobs.bell import Bell
from backend.jobs.claim import renew
from backend.jobs.run import Run

log = logging.getLogger(__name__)

SIGN_OF_LIFE = 2.0  # seconds between two signs; three missed ones mean that the worker is gone
HEAR = 0.05  # seconds that a wish to cancel may wait
GONE = 3 * SIGN_OF_LIFE


class Heartbeat:
    """Runs from `start` to `stop`; `hold` tells it which run's lease to keep."""

    def __init__(self, name: str, sessions: sessionmaker[Session], url: str, lease: float) -> None:
        self._name = name
        self._sessions = sessions
        self._url = url
        self._lease = lease
        self._run: Run | None = None
        self._renewed = self._signed = time.monotonic()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="heartbeat", daemon=True)

    def start(self) -> None:
        """Begin, with a first sign of life before this returns."""
        with self._sessions() as session:
            self._sign(session)
        self._thread.start()

    def stop(self) -> None:
        """End, and take the worker off the list of the living."""
        self._ended.set()
        self._thread.join()
        with self._sessions() as session:
            session.execute(delete(Worker).where(Worker.id == self._name))
            session.commit()

    def hold(self, run: Run | None) -> None:
        """Keep the lease of this run from now on; None lets go."""
        self._run = run

    def _beat(self) -> None:
        with Bell(self._url, HEAR) as bell:
            while not self._ended.is_set():
                rang = bell.wait(min(self._lease / 8, SIGN_OF_LIFE / 2))
                try:
                    self._beat_once(rang)
                except SQLAlchemyError:
                    # The next beat may get through before the lease runs out.
                    log.exception("A heartbeat did not reach the database.")

    def _beat_once(self, rang: bool) -> None:
        now = time.monotonic()
        run = self._run
        with self._sessions() as session:
            if run and rang:
                self._hear(session, run)
            if run and now - self._renewed >= self._lease / 4:
                if not renew(session, run.job_id, self._name, self._lease):
                    run.stop(lost=True)
                session.commit()
                self._renewed = now
            if now - self._signed >= SIGN_OF_LIFE:
                self._sign(session)

    def _hear(self, session: Session, run: Run) -> None:
        if session.scalar(select(Job.cancel_requested).where(Job.id == run.job_id)):
            run.stop()

    def _sign(self, session: Session) -> None:
        session.execute(delete(Worker).where(Worker.seen_at < time.time() - GONE))
        session.merge(Worker(id=self._name, seen_at=time.time()))
        session.commit()
        self._signed = time.monotonic()


def living(session: Session) -> int:
    """How many workers have been heard of lately."""
    return len(session.scalars(select(Worker.id).where(Worker.seen_at > time.time() - GONE)).all())
