"""Listen to a recording: what a worker does; a song comes of it, with the recording beside it."""

import functools
import shutil
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from backend import jobs
from backend.db import Song, Take
from backend.music import midi
from backend.services import catalogue, workplace, works
from backend.services.facts import facts_of
from backend.services.recordings import NAME, WHOLE
from backend.services.songs import LONGEST_TITLE
from backend.settings import Settings
from backend.storage import Files

__all__ = ["NAME", "handler"]

GENRE = "general"  # of what nobody asked for a genre


def handler(files: Files, settings: Settings) -> jobs.Handler:
    """What a worker does with a recording; the networks are loaded for the first one."""
    ears = functools.cache(_ears)

    def do(run: jobs.Run) -> jobs.Finish:
        with works.faults_told(), works.disk_told("to listen"):
            return _heard(run, files, settings, ears)

    return do


def _ears() -> Any:
    """Loaded here and not above, so that only workers ever do."""
    from backend.music.hearing.ears import Ears

    return Ears.load()


def _heard(run: jobs.Run, files: Files, settings: Settings, ears: Callable[[], Any]) -> jobs.Finish:
    from backend.music.hearing.transcribe import transcribe

    payload = run.payload
    with workplace.folder(run, settings) as place:
        path = place / "sound"
        with files.open(payload["recording"]) as sound, path.open("wb") as file:
            shutil.copyfileobj(sound, file)
        heard = transcribe(
            path, ears(), title=payload["title"], folder=place,
            on_progress=works.counter(run, "listening", WHOLE), cancelled=run.cancelled,
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
