"""A folder for a job while it is done; what workers left who were killed in it is tidied up."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend import jobs
from backend.db import Job
from backend.settings import Settings

_PREFIX = "job-"  # of each folder's name, before the job's id


@contextlib.contextmanager
def folder(run: jobs.Run, settings: Settings) -> Iterator[Path]:
    """On the disk of the songs, so that a finished file is moved and not copied."""
    settings.instance.mkdir(parents=True, exist_ok=True)
    for left in settings.instance.glob(f"{_PREFIX}{run.job_id}-*"):  # by a worker that was killed
        shutil.rmtree(left, ignore_errors=True)
    prefix = f"{_PREFIX}{run.job_id}-"
    with tempfile.TemporaryDirectory(prefix=prefix, dir=settings.instance) as place:
        yield Path(place)


def tidy(settings: Settings, session: Session) -> list[Path]:
    """Remove the folders of jobs that nobody does any more; those that went."""
    places = list(settings.instance.glob(f"{_PREFIX}*"))  # first: none of a job that begins now
    running = set(session.scalars(select(Job.id).where(Job.state == "running")))
    left = [place for place in places if place.name.split("-")[1] not in running]
    for place in left:
        shutil.rmtree(place, ignore_errors=True)
    return left
