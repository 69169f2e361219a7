"""A worker does what its handlers say, ends jobs once, and gives them back when it must stop."""

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session, sessionmaker

from backend.db import Job, JobEvent, Worker
from backend.jobs import (
    Crew,
    Finish,
    JobCancelledError,
    JobFailedError,
    Run,
    cancel,
    enqueue,
    worker,
)
from backend.jobs.claim import claim
from backend.jobs.heartbeat import living
from backend.settings import Settings

Sessions = sessionmaker[Session]


class Desk:
    """A queue, and workers in threads."""

    def __init__(self, settings: Settings, sessions: Sessions, user_id: str) -> None:
        self.url, self.sessions, self.user_id = settings.database_url, sessions, user_id
        self.dropped: list[dict[str, Any]] = []
        self._crews: list[tuple[Crew, threading.Thread]] = []

    def hire(self, handler: Callable[[Run], Finish], lease: float = 1.0) -> Crew:
        crew = Crew(
            self.sessions,
            self.url,
            {"count": handler},
            lease,
            lambda _, payload: self.dropped.append(payload),
        )
        thread = threading.Thread(target=crew.work)
        thread.start()
        self._crews.append((crew, thread))
        return crew

    def dismiss(self) -> None:
        for crew, _ in self._crews:
            crew.stop()
        for _, thread in self._crews:
            thread.join(10)
            assert not thread.is_alive()
        self._crews.clear()

    def put(self, **payload: Any) -> str:
        with self.sessions() as session:
            job = enqueue(session, self.user_id, "count", payload, progress={"bar": 0})
            session.commit()
            return job.id

    def job(self, job_id: str) -> Job:
        with self.sessions() as session:
            return session.get_one(Job, job_id)

    def wait(self, job_id: str, *states: str) -> Job:
        for _ in range(1000):
            if (job := self.job(job_id)).state in states:
                return job
            time.sleep(0.01)
        raise AssertionError(self.job(job_id).state)

    def kinds(self, job_id: str) -> list[str]:
        query = select(JobEvent.kind).where(JobEvent.job_id == job_id).order_by(JobEvent.id)
        with self.sessions() as session:
            return list(session.scalars(query))


@pytest.fixture
def desk(settings: Settings, sessions: Sessions, user_id: str) -> Iterator[Desk]:
    desk = Desk(settings, sessions, user_id)
    yield desk
    desk.dismiss()


def result(**values: Any) -> Finish:
    return lambda _: values


def until_stopped(run: Run) -> Finish:
    while not run.cancelled():
        time.sleep(0.005)
    raise JobCancelledError


def test_a_job_is_done_with_its_progress_and_result(desk: Desk) -> None:
    def count(run: Run) -> Finish:
        for bar in range(3):
            run.publish("progress", {"bar": bar, "notes": [bar]}, {"bar": bar})
        return result(total=run.payload["a"] + 1)

    desk.hire(count)
    job_id = desk.put(a=41)
    job = desk.wait(job_id, "done")
    assert job.result == {"total": 42}
    assert job.progress == {"bar": 2}
    assert job.attempts == 1
    assert job.finished_at
    assert desk.kinds(job_id) == ["progress"] * 3 + ["done"]
    assert desk.dropped == []


def test_an_idle_worker_hears_of_a_job(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "LOOK_AGAIN", 3600.0)  # by the clock it would come too late
    crew = desk.hire(lambda _: result())
    for _ in range(3):
        desk.wait(desk.put(), "done")
    crew.stop()
    desk.put()  # it hears this one too, and goes


def test_refusals_and_faults_end_the_job_but_not_the_worker(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(run: Run) -> Finish:
        if run.payload["how"] == "refuse":
            raise JobFailedError("too_hard", "It cannot be done.", "Ask for less.")
        if run.payload["how"] == "break":
            raise ZeroDivisionError("inside")
        if run.payload["how"] == "break late":
            return lambda session: 1 / 0
        return result()

    desk.hire(fail)
    refused = desk.wait(desk.put(how="refuse"), "failed")
    assert refused.error == {
        "code": "too_hard",
        "message": "It cannot be done.",
        "cure": "Ask for less.",
    }
    broken = desk.wait(desk.put(how="break"), "failed")
    assert broken.error["code"] == "internal"
    assert "inside" in caplog.text
    late = desk.wait(desk.put(how="break late"), "failed")
    assert desk.kinds(late.id) == ["failed"]
    assert desk.wait(desk.put(how="well"), "done").error == {}
    assert [p["how"] for p in desk.dropped] == ["refuse", "break", "break late"]


def test_a_running_job_is_cancelled(desk: Desk) -> None:
    desk.hire(until_stopped)
    job_id = desk.put()
    desk.wait(job_id, "running")
    with desk.sessions() as session:
        cancel(session, job_id)
    desk.wait(job_id, "cancelled")
    assert desk.kinds(job_id) == ["cancelled"]
    assert len(desk.dropped) == 1


def test_a_long_job_keeps_its_lease(desk: Desk) -> None:
    runs: list[int] = []

    def slow(run: Run) -> Finish:
        runs.append(run.attempt)
        time.sleep(2.5)
        return result()

    desk.hire(slow, lease=1.0)
    desk.hire(slow, lease=1.0)
    desk.wait(desk.put(), "done")
    assert runs == [1]


def test_a_worker_told_to_stop_gives_its_job_back(desk: Desk) -> None:
    desk.hire(until_stopped)
    job_id = desk.put()
    desk.wait(job_id, "running")
    desk.dismiss()
    job = desk.job(job_id)
    assert (job.state, job.attempts, job.worker) == ("queued", 0, None)
    assert desk.kinds(job_id) == []
    desk.hire(lambda run: result(attempt=run.attempt))
    assert desk.wait(job_id, "done").result == {"attempt": 1}


def test_who_lost_the_lease_ends_nothing(desk: Desk) -> None:
    stolen = threading.Event()

    def robbed(run: Run) -> Finish:
        stolen.wait(5)
        run.publish("progress", {}, {"bar": 9})
        return result(by="the first")

    desk.hire(robbed, lease=60)
    job_id = desk.put()
    desk.wait(job_id, "running")
    with desk.sessions() as session:
        session.get_one(Job, job_id).lease_until = 0.0
        session.commit()
        assert claim(session, "thief", ["count"], 60) == job_id
    stolen.set()
    desk.dismiss()
    job = desk.job(job_id)
    assert (job.state, job.worker, job.result) == ("running", "thief", {})
    assert job.progress == {"bar": 0}
    assert desk.kinds(job_id) == []
    assert desk.dropped == []


def test_the_end_of_who_lost_the_lease_is_dropped(desk: Desk) -> None:
    stolen = threading.Event()

    def robbed(run: Run) -> Finish:
        stolen.wait(5)
        return lambda session: session.add(Worker(id="written", seen_at=0)) or {}

    desk.hire(robbed, lease=60)
    job_id = desk.put()
    desk.wait(job_id, "running")
    with desk.sessions() as session:
        session.get_one(Job, job_id).worker = "thief"
        session.commit()
    stolen.set()
    desk.dismiss()
    assert desk.job(job_id).state == "running"
    with desk.sessions() as session:
        assert session.get(Worker, "written") is None


def test_the_living_are_known(desk: Desk) -> None:
    with desk.sessions() as session:
        assert living(session) == 0
        desk.hire(until_stopped)
        desk.hire(until_stopped)
        for _ in range(200):
            session.rollback()
            if living(session) == 2:
                break
            time.sleep(0.01)
        assert living(session) == 2
        session.rollback()
        desk.dismiss()
        assert living(session) == 0


def test_chores_are_done_at_the_start_and_now_and_then_while_idle(
    settings: Settings, sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "LOOK_AGAIN", 0.0)
    now, looks = 0.0, 0
    done: list[int] = []

    def clock() -> float:  # each look is a minute later
        nonlocal now, looks
        now, looks = now + 60, looks + 1
        return now

    def chore(session: Session) -> None:
        assert session.scalars(select(Job)).all() == []
        done.append(looks)
        if len(done) == 3:
            crew.stop()

    crew = Crew(sessions, settings.database_url, {}, chores=[chore], clock=clock)
    crew.work()
    assert done == [1, 13, 25]  # and a look at its end


def test_a_chore_that_fails_keeps_neither_jobs_nor_chores_waiting(
    desk: Desk, settings: Settings, sessions: Sessions, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(session: Session) -> None:
        session.execute(text("nonsense"))

    def do(_run: Run) -> Finish:
        crew.stop()
        return result(total=1)

    done: list[Session] = []
    job_id, chores = desk.put(), [broken, done.append]
    crew = Crew(sessions, settings.database_url, {"count": do}, chores=chores)
    crew.work()
    assert desk.job(job_id).result == {"total": 1}
    assert len(done) == 1
    assert "A chore failed" in caplog.text
