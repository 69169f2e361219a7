"""What generations and restyles share: queueing, telling the progress, keeping the result."""

import secrets
from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from backend import jobs
from backend.db import Job, Song, new_id
from backend.music import midi
from backend.music.errors import CancelledError, MusicError
from backend.music.score.json import as_json
from backend.services.composer import Outcome, Progress
from backend.services.context import Context
from backend.services.errors import BusyError, fault_of
from backend.services.facts import facts_of
from backend.services.songs import LONGEST_TITLE
from backend.storage import Files

SEEDS = 2**31


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
    job = jobs.enqueue(
        context.session,
        user_id,
        name,
        payload,
        progress={"take": 0, "bar": 0, "bars": bars},
        job_id=payload.pop("id", None) or new_id(),
    )
    context.session.commit()
    return job


def perform(
    run: jobs.Run, write: Callable[[Callable[[Progress], None], Callable[[], bool]], Outcome]
) -> Outcome:
    """Let the engine write, with its progress sent to whoever listens.

    Raises:
        JobCancelledError, JobFailedError: how it ended otherwise.
    """
    # A run after a crash begins again: its takes are counted on, so that listeners forget bars.
    first_take = run.progress.get("take", 0) + 1 if run.attempt > 1 else 0

    def tell(progress: Progress) -> None:
        state = {
            "take": first_take + progress.take,
            "bar": progress.bar,
            "bars": progress.bars,
        }
        run.publish("progress", {**state, "score": as_json(progress.score)}, state)

    try:
        return write(tell, run.cancelled)
    except CancelledError as error:
        raise jobs.JobCancelledError from error
    except MusicError as error:
        fault = fault_of(error)
        raise jobs.JobFailedError(fault.code, str(error), fault.cure) from error


def keep(
    run: jobs.Run, files: Files, outcome: Outcome, kind: str, source_key: str | None = None
) -> jobs.Finish:
    """Store the file now, and the song together with the end of the job.

    The file's key comes from the job's id: a run after a crash writes over what the first left.
    """
    file_key = f"songs/{run.job_id}.mid"
    files.put(file_key, midi.write(outcome.score))
    facts = facts_of(outcome.score) | {
        "key": str(outcome.key),
        "tempo": outcome.tempo,
        "metre": outcome.metre,
        "bars": outcome.bars,
        "seed": run.payload["request"]["seed"],
        "recipe": outcome.recipe,
        "certificate": outcome.certificate,
        "report": outcome.report,
    }
    title = outcome.title or run.payload.get("title") or "Untitled"

    def finish(session: Session) -> dict[str, Any]:
        song = Song(
            user_id=run.user_id,
            job_id=run.job_id,
            kind=kind,
            title=title[:LONGEST_TITLE],
            genre=outcome.genre,
            file_key=file_key,
            source_key=source_key,
            facts=facts,
        )
        session.add(song)
        session.flush()
        return {"song_id": song.id}

    return finish
