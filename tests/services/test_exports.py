"""Exports asked for: once for one user however many ask, and no unfinished file stays."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from backend import jobs as queue
from backend.db import Job, Song, connect
from backend.jobs import Run
from backend.services import bins, exports, jobs, workplace
from backend.services.context import Context
from backend.services.exports import shelf
from backend.storage import LocalFiles
from tests.services.shelves import shelved


def test_askers_at_the_same_moment_share_one_job(context: Context, user_id: str) -> None:
    song_id = shelved(context, user_id, "Both").id  # asked here: a session is one thread's
    engine = connect(context.settings.database_url)
    together, made = threading.Barrier(4), []

    def ask() -> None:
        with Session(engine) as session:
            mine = Context(session, context.files, context.composer, context.settings)
            together.wait()
            job = exports.ask(mine, user_id, song_id, 1, "wav16").job
            assert job is not None
            made.append(job.id)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    engine.dispose()
    assert len(made) == 4
    assert len(set(made)) == 1
    assert len(context.session.scalars(select(Job)).all()) == 1


def test_a_file_under_way_is_no_song_that_is_being_written(context: Context, user_id: str) -> None:
    song = shelved(context, user_id, "Here")
    assert exports.ask(context, user_id, song.id, 1, "pdf").job is not None
    assert jobs.under_way(context, user_id) == []


@pytest.fixture
def asked(context: Context, user_id: str) -> Callable[[str], Job]:
    """Asks for an export of a new song, and takes up the job as a worker does."""

    def ask(kind: str) -> Job:
        song = shelved(context, user_id, "Song")
        job = exports.ask(context, user_id, song.id, 1, kind).job
        assert job is not None
        job.state, job.worker, job.attempts = "running", "me", 1
        context.session.commit()
        return job

    return ask


def run_of(context: Context, job: Job) -> Run:
    return Run(job, "me", sessionmaker(context.session.get_bind(), expire_on_commit=False))


def test_what_is_on_the_shelf_already_is_not_made_again(
    context: Context, asked: Callable[[str], Job]
) -> None:
    job = asked("musicxml")
    context.files.put(job.payload["key"], b"made before")
    finish = exports.handler(context.files, context.settings)(run_of(context, job))
    finish(context.session)
    context.session.commit()
    assert context.files.get(job.payload["key"]) == b"made before"


def test_a_song_that_went_meanwhile_leaves_no_file(
    context: Context, user_id: str, asked: Callable[[str], Job]
) -> None:
    job = asked("musicxml")
    finish = exports.handler(context.files, context.settings)(run_of(context, job))
    bins.put(context, user_id, [job.payload["song_id"]])
    bins.forget(context, user_id, [job.payload["song_id"]])
    with pytest.raises(queue.JobFailedError, match="deleted"):
        finish(context.session)


def test_what_killed_workers_left_is_tidied_up(
    context: Context, asked: Callable[[str], Job]
) -> None:
    instance = context.settings.instance
    running = asked("musicxml")
    ours, left = instance / f"job-{running.id}-x", instance / "job-goneaway-y"
    for place in (ours, left):
        place.mkdir()
        (place / "out.wav").write_bytes(b"half")
    assert workplace.tidy(context.settings, context.session) == [left]
    assert ours.exists()
    # The next run of the same job begins with an empty table.
    exports.handler(context.files, context.settings)(run_of(context, running))
    assert not list(instance.glob("job-*"))


def test_a_take_that_goes_takes_its_files_along(context: Context, user_id: str) -> None:
    song: Song = shelved(context, user_id, "Tree")
    job = exports.ask(context, user_id, song.id, 1, "musicxml").job
    assert job is not None
    assert shelf.made_for(context.session, {user_id}, {song.id}, 1) == [job.payload["key"]]
    assert shelf.made_for(context.session, {user_id}, {song.id}, 2) == []
    assert shelf.made_for(context.session, {"somebody"}, {song.id}) == []
    assert isinstance(context.files, LocalFiles)
    assert Path(context.settings.songs / job.payload["source"]).exists()
