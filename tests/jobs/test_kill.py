"""kill -9: a job interrupted in the middle is done again, once, and leaves one song."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from backend.db import Job, JobEvent, Song, Take
from backend.settings import Settings
from tests.conftest import Person
from tests.web.makers import generate, song_bytes, upload

WORKER = """
from backend.settings import Settings
from backend.worker import create_worker
from tests.fakes import FakeComposer

create_worker(Settings.from_environment(), FakeComposer(pause=0.1)).work()
"""


class Workers:
    """Real worker processes with the fake engine."""

    def __init__(self, settings: Settings) -> None:
        self._environment = settings.environment()
        self.running: list[subprocess.Popen[bytes]] = []

    def start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", WORKER]
        self.running.append(subprocess.Popen(command, env=self._environment))
        return self.running[-1]


@pytest.fixture
def workers(settings: Settings) -> Iterator[Workers]:
    workers = Workers(settings)
    yield workers
    for process in workers.running:
        if process.poll() is None:
            process.kill()
        process.wait()


def wait_for(sessions: sessionmaker[Session], job_id: str, ready: Callable[[Job], bool]) -> Job:
    for _ in range(3000):
        with sessions() as session:
            if ready(job := session.get_one(Job, job_id)):
                return job
        time.sleep(0.01)
    raise AssertionError(vars(job))


def is_done(job: Job) -> bool:
    return job.state == "done"


def in_the_middle(job: Job) -> bool:
    return bool(job.progress["candidates"][-1]["bar"] >= 2)


@pytest.mark.parametrize("kind", ["generation", "restyle"])
def test_a_killed_workers_job_is_done_once_by_the_next(
    kind: str, ada: Person, workers: Workers, sessions: sessionmaker[Session], settings: Settings
) -> None:
    workers.start()
    workers.start()
    if kind == "generation":
        job_id = generate(ada, genre="slow", bars=10, seed=5, candidates=2)["id"]
    else:
        job_id = upload(ada, song_bytes(), genre="slow", seed=5, candidates=2).json["job"]["id"]
    holder = wait_for(sessions, job_id, in_the_middle).worker
    assert holder
    os.kill(int(holder.split("-")[-2]), signal.SIGKILL)
    wait_for(sessions, job_id, lambda job: job.attempts == 2)
    job = wait_for(sessions, job_id, is_done)
    assert job.attempts == 2
    with sessions() as session:
        assert session.scalar(select(func.count()).select_from(Song)) == 1
        assert session.scalar(select(func.count()).select_from(Take)) == 2
        events = session.scalars(
            select(JobEvent.kind).where(JobEvent.job_id == job_id).order_by(JobEvent.id)
        ).all()
    assert events.count("done") == 1
    assert events[-1] == "done"
    # Listeners hear of a new take, so that they forget the bars of the dead one.
    assert [candidate["take"] for candidate in job.progress["candidates"]] == [1, 1]
    files = list(settings.songs.glob("songs/*.mid"))
    assert sorted(f.stem for f in files) == [f"{job_id}-0", f"{job_id}-1"]


def test_a_job_that_was_running_when_all_died_is_done_after_the_restart(
    ada: Person, workers: Workers, sessions: sessionmaker[Session]
) -> None:
    first = workers.start()
    job_id = generate(ada, genre="slow", bars=8)["id"]
    wait_for(sessions, job_id, in_the_middle)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    time.sleep(2.2)  # nobody is there while the lease runs out
    assert wait_for(sessions, job_id, lambda job: job.state == "running").attempts == 1
    workers.start()
    assert wait_for(sessions, job_id, is_done).attempts == 2
