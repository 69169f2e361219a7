"""What all kinds of writing share: queueing, telling the progress, keeping the takes."""

import contextlib
import errno
import secrets
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy.orm import Session

from backend import jobs
from backend.db import Job, Song, Take, new_id
from backend.music import editing, midi
from backend.music.errors import CancelledError, MusicError
from backend.music.score.json import as_json
from backend.services import catalogue
from backend.services.composer import Asked, Listen, Outcome, Outcomes, Progress
from backend.services.context import Context
from backend.services.errors import BusyError, fault_of
from backend.services.facts import facts_of
from backend.services.songs import LONGEST_TITLE
from backend.storage import Files

SEEDS = 2**31
GONE = ("not_found", "The song was deleted while this was written.", "Nothing was kept.")
_TOLD = (
    "tempo", "metre", "bars",
    "recipe", "certificate", "scores", "plan", "originality", "report",
)  # fmt: skip


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
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
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


def keep(run: jobs.Run, files: Files, outcomes: Outcomes, kind: str) -> jobs.Finish:
    """Store the files now, and the takes together with the end of the job.

    The takes are those of a new song, or are added to the song that the payload names. They are
    numbered as they were written, not as they are ranked, so that nothing changes its place on the
    page that follows; the best is chosen. The payload's mix goes on with its players. The keys of
    the files come from the job's id: a run after a crash writes over what the first left.
    """
    kept = [
        (
            outcome.candidate,
            *_store(run, files, outcome, rank),
            editing.mix_left(run.payload.get("mix", []), outcome.score),
        )
        for rank, outcome in enumerate(outcomes, 1)
    ]

    def finish(session: Session) -> dict[str, Any]:
        if "song_id" in run.payload:
            song = session.get(Song, run.payload["song_id"], populate_existing=True)
            if song is None:
                raise jobs.JobFailedError(*GONE)
        else:
            song = _new_song(run, outcomes[0], kind)
            session.add(song)
        first = run.payload.get("number") or max((t.number for t in song.takes), default=0) + 1
        song.takes += [
            Take(
                number=first + candidate, job_id=run.job_id, candidate=candidate, kind=kind,
                parent=run.payload.get("parent"), file_key=key, facts=facts, edits=mix,
            )
            for candidate, key, facts, mix in kept
        ]  # fmt: skip
        ranked = [first + candidate for candidate, *_ in kept]
        if "number" not in run.payload:  # one that was only late leaves the choice as it is
            song.chosen = ranked[0]
        catalogue.touch(song)
        session.flush()
        return {"song_id": song.id, "takes": ranked}

    return finish


def discard(files: Files, job_id: str, payload: Mapping[str, Any]) -> None:
    """Forget the files of a job that came to nothing: its source, and what nobody keeps of it."""
    for name in ("source", "key", "recording"):
        if name in payload:
            files.delete(payload[name])
    for candidate in range(payload.get("request", {}).get("candidates", 1)):
        files.delete(_key(job_id, candidate))


def _key(job_id: str, candidate: int) -> str:
    return f"songs/{job_id}-{candidate}.mid"


def _store(run: jobs.Run, files: Files, outcome: Outcome, rank: int) -> tuple[str, dict[str, Any]]:
    """Where the file of a candidate lies, and its facts."""
    key = _key(run.job_id, outcome.candidate)
    files.put(key, midi.write(outcome.score))
    told = {name: getattr(outcome, name) for name in _TOLD}
    seed = run.payload["request"]["seed"]
    known = {"key": str(outcome.key), "seed": seed, "rank": rank}
    return key, facts_of(outcome.score) | known | told


def _new_song(run: jobs.Run, best: Outcome, kind: str) -> Song:
    title = best.title or run.payload.get("title") or "Untitled"
    return Song(
        user_id=run.user_id,
        job_id=run.job_id,
        kind=kind,
        title=title[:LONGEST_TITLE],
        genre=best.genre,
        source_key=run.payload.get("source"),
        prompt=run.payload.get("prompt", ""),
    )
