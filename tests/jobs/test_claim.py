"""A job is held by one worker at a time, however many ask and whenever one dies."""

import threading
import time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from backend.db import Job, JobEvent
from backend.jobs import MAX_ATTEMPTS, cancel, enqueue, events_after
from backend.jobs.claim import KEEP_EVENTS, bury, change, claim, renew, sweep

Sessions = sessionmaker[Session]


def put(sessions: Sessions, user_id: str, name: str = "count", **values: Any) -> str:
    with sessions() as session:
        job = enqueue(session, user_id, name, {}, progress={})
        for key, value in values.items():
            setattr(job, key, value)
        session.commit()
        return job.id


def state_of(sessions: Sessions, job_id: str) -> Job:
    with sessions() as session:
        return session.get_one(Job, job_id)


def test_jobs_are_taken_oldest_first_by_name(sessions: Sessions, user_id: str) -> None:
    first = put(sessions, user_id, created_at=1.0)
    other = put(sessions, user_id, name="paint", created_at=2.0)
    second = put(sessions, user_id, created_at=3.0)
    with sessions() as session:
        assert claim(session, "a", ["count"], 60) == first
        assert claim(session, "b", ["count"], 60) == second
        assert claim(session, "c", ["count"], 60) is None
        assert claim(session, "c", ["paint"], 60) == other


def test_many_workers_never_hold_one_job_twice(sessions: Sessions, user_id: str) -> None:
    jobs = {put(sessions, user_id) for _ in range(40)}
    taken: list[str] = []
    start = threading.Barrier(8)

    def work(name: str) -> None:
        start.wait()
        misses = 0
        while misses < 3:
            with sessions() as session:
                job = claim(session, name, ["count"], 60)
            if job:
                taken.append(job)
            else:
                misses += 1

    threads = [threading.Thread(target=work, args=(f"w{i}",)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == len(jobs)
    assert set(taken) == jobs


def test_a_silent_worker_loses_its_job(sessions: Sessions, user_id: str) -> None:
    job = put(sessions, user_id)
    with sessions() as session:
        assert claim(session, "a", ["count"], 0.05) == job
        assert claim(session, "b", ["count"], 60) is None
        time.sleep(0.06)
        assert claim(session, "b", ["count"], 60) == job
        assert not renew(session, job, "a", 60)
        assert not change(session, job, "a", state="done")
        assert renew(session, job, "b", 60)
        assert change(session, job, "b", state="done")
        session.commit()
    assert state_of(sessions, job).state == "done"
    assert state_of(sessions, job).attempts == 2


def test_a_renewed_lease_keeps_others_out(sessions: Sessions, user_id: str) -> None:
    job = put(sessions, user_id)
    with sessions() as session:
        claim(session, "a", ["count"], 0.05)
        assert renew(session, job, "a", 60)
        session.commit()
        time.sleep(0.06)
        assert claim(session, "b", ["count"], 60) is None


def test_a_job_that_kills_its_workers_is_given_up(sessions: Sessions, user_id: str) -> None:
    job = put(sessions, user_id)
    with sessions() as session:
        for _ in range(MAX_ATTEMPTS):
            assert bury(session) == []
            assert claim(session, "a", ["count"], 0.0) == job
            time.sleep(0.002)
        assert claim(session, "a", ["count"], 60) is None
        assert [dead.id for dead in bury(session)] == [job]
        assert bury(session) == []
    ended = state_of(sessions, job)
    assert ended.state == "failed"
    assert ended.error["code"] == "worker_died"
    with sessions() as session:
        assert [e.kind for e in events_after(session, job, 0)] == ["failed"]


def test_cancelling(sessions: Sessions, user_id: str) -> None:
    waiting, running = put(sessions, user_id), put(sessions, user_id, state="running")
    with sessions() as session:
        assert cancel(session, waiting) is True
        assert cancel(session, running) is False
        assert cancel(session, waiting) is False
        assert claim(session, "a", ["count"], 60) == running  # its lease ran out long ago
    assert state_of(sessions, waiting).state == "cancelled"
    assert state_of(sessions, running).cancel_requested
    with sessions() as session:
        assert [e.kind for e in events_after(session, waiting, 0)] == ["cancelled"]
        assert events_after(session, running, 0) == []


def test_old_messages_are_swept_away(sessions: Sessions, user_id: str) -> None:
    old = put(sessions, user_id, state="done", finished_at=time.time() - KEEP_EVENTS - 1)
    young = put(sessions, user_id, state="done", finished_at=time.time())
    with sessions() as session:
        session.add_all(JobEvent(job_id=j, kind="done", data="{}") for j in (old, young))
        session.commit()
        sweep(session)
        assert session.scalars(select(JobEvent.job_id)).all() == [young]
