"""What all kinds of writing share: queueing, telling the progress, telling faults."""

import contextlib
import secrets
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy.exc import OperationalError

from backend import jobs
from backend.db import Job, new_id
from backend.music.errors import CancelledError, MusicError
from backend.music.score.json import as_json
from backend.services.composer import Asked, Listen, Outcomes, Progress
from backend.services.context import Context
from backend.services.errors import BusyError, disk_is_full, fault_of

SEEDS = 2**31
GONE = ("not_found", "The song was deleted while this was written.", "Nothing was kept.")


def refuse_if_busy(context: Context, user_id: str) -> None:
    """Keep one user from filling the queue.

    Raises:
        BusyError: so many jobs are under way already.
    """
    most = context.settings.jobs_per_user
    if jobs.active_count(context.session, user_id) >= most:
        raise BusyError(
            f"{most} songs of yours are being written or wait for it.", "Let one of them finish."
        )


def with_seed(request: dict[str, Any]) -> dict[str, Any]:
    """The request with a seed drawn if none was asked for, so that doing it again is the same."""
    seed = request.get("seed")
    return {**request, "seed": secrets.randbelow(SEEDS) if seed is None else seed}


def queue(context: Context, user_id: str, name: str, payload: dict[str, Any], bars: int) -> Job:
    """Queue a job of `bars` bars; commits. The payload's "id" names the job."""
    candidates = payload["request"].get("candidates", 1)
    job = jobs.enqueue(
        context.session,
        user_id,
        name,
        payload,
        progress={"bars": bars, "candidates": [{"take": 0, "bar": 0}] * candidates},
        job_id=payload.pop("id", None) or new_id(),
    )
    context.session.commit()
    return job


def perform(run: jobs.Run, write: Callable[[Listen, Asked], Outcomes]) -> Outcomes:
    """Let the engine write, with the progress of each candidate sent to whoever listens.

    Raises:
        JobCancelledError, JobFailedError: how it ended otherwise.
    """
    so_far = [dict(one) for one in run.progress["candidates"]]
    # A run after a crash begins again: its takes are counted on, so that listeners forget bars.
    first_take = max(one["take"] for one in so_far) + 1 if run.attempt > 1 else 0

    def tell(progress: Progress) -> None:
        state: dict[str, Any] = {"take": first_take + progress.take, "bar": progress.bar}
        if progress.left_out:
            state["left_out"] = progress.left_out
        so_far[progress.candidate] = state
        message = {"candidate": progress.candidate, **state, "bars": progress.bars}
        run.publish(
            "progress",
            {**message, "score": as_json(progress.score)},
            {"bars": progress.bars, "candidates": so_far},
        )

    with faults_told():
        return write(tell, run.cancelled)


@contextlib.contextmanager
def faults_told() -> Iterator[None]:
    """Faults of the music within become the end of a job.

    Raises:
        JobCancelledError, JobFailedError: how it ended.
    """
    try:
        yield
    except CancelledError as error:
        raise jobs.JobCancelledError from error
    except MusicError as error:
        fault = fault_of(error)
        raise jobs.JobFailedError(fault.code, str(error), fault.cure) from error


@contextlib.contextmanager
def disk_told(what: str) -> Iterator[None]:
    """A song that is gone, or a disk without room `what` ("for …"), become the end of a job.

    Raises:
        JobFailedError: how it ended; other faults go on as they are.
    """
    try:
        yield
    except FileNotFoundError as error:
        raise jobs.JobFailedError(*GONE) from error
    except (OSError, OperationalError) as error:
        if not disk_is_full(error):
            raise
        full = f"There is no room left {what}. Nothing was lost."
        raise jobs.JobFailedError("disk_full", full, "Try again later.") from error


def counter(run: jobs.Run, kind: str, whole: int) -> Callable[[float], None]:
    """What hears how much of one piece is done, 0–1, and tells it in parts of `whole`."""

    def tell(share: float) -> None:
        done = int(share * whole)
        if done != run.progress["candidates"][0]["bar"]:
            so_far = {"bars": whole, "candidates": [{"take": 0, "bar": done}]}
            run.publish(kind, so_far, so_far)

    return tell
