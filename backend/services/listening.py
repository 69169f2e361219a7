"""Listen to a recording: what a worker does; a song comes of it, with the recording beside it."""

import errno
import functools
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from backend import jobs
from backend.db import Song, Take
from backend.music import midi
from backend.music.errors import CancelledError, MusicError
from backend.services import catalogue, works
from backend.services.errors import fault_of
from backend.services.facts import facts_of
from backend.services.recordings import NAME, WHOLE
from backend.services.songs import LONGEST_TITLE
from backend.settings import Settings
from backend.storage import Files

__all__ = ["NAME", "handler"]

GENRE = "general"  # of what nobody asked for a genre
_FULL = ("disk_full", "There is no room left to listen. Nothing was lost.", "Try again later.")


def handler(files: Files, settings: Settings) -> jobs.Handler:
    """What a worker does with a recording; the network is loaded for the first one."""
    ear = functools.cache(_ear)

    def do(run: jobs.Run) -> jobs.Finish:
        try:
            return _heard(run, files, settings, ear)
        except CancelledError as error:
            raise jobs.JobCancelledError from error
        except MusicError as error:
            fault = fault_of(error)
            raise jobs.JobFailedError(fault.code, str(error), fault.cure) from error
        except FileNotFoundError as error:
            raise jobs.JobFailedError(*works.GONE) from error
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EDQUOT):
                raise
            raise jobs.JobFailedError(*_FULL) from error

    return do


def _ear() -> Any:
    """Loaded here and not above, so that only workers ever do."""
    from backend.music.hearing.network import Ear

    return Ear()


def _heard(run: jobs.Run, files: Files, settings: Settings, ear: Callable[[], Any]) -> jobs.Finish:
    from backend.music.hearing.transcribe import transcribe

    payload = run.payload

    def tell(share: float) -> None:
        done = int(share * WHOLE)
        if done != run.progress["candidates"][0]["bar"]:
            so_far = {"bars": WHOLE, "candidates": [{"take": 0, "bar": done}]}
            run.publish("listening", so_far, so_far)

    settings.instance.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="hearing-", dir=settings.instance) as place:
        path = Path(place) / "sound"
        with files.open(payload["recording"]) as sound, path.open("wb") as file:
            shutil.copyfileobj(sound, file)
        heard = transcribe(
            path, ear(), title=payload["title"], folder=Path(place),
            on_progress=tell, cancelled=run.cancelled,
        )  # fmt: skip
    key = f"songs/{run.job_id}-0.mid"
    score = replace(heard.score, title=payload["title"])
    files.put(key, midi.write(score))
    facts = facts_of(score) | {"key": str(heard.key)}
    recording = {
        "origin": round(heard.origin, 4), "seconds": round(heard.seconds, 3),
        "kind": heard.container,
    }  # fmt: skip

    def finish(session: Session) -> dict[str, Any]:
        song = Song(
            user_id=run.user_id, job_id=run.job_id, kind="transcribed", genre=GENRE,
            title=payload["title"][:LONGEST_TITLE], recording_key=payload["recording"],
            recording=recording, recording_bytes=payload["size"],
        )  # fmt: skip
        take = Take(number=1, job_id=run.job_id, kind="transcribed", file_key=key, facts=facts)
        song.takes = [take]
        catalogue.touch(song)
        session.add(song)
        session.flush()
        return {"song_id": song.id, "takes": [1]}

    return finish
