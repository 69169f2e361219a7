"""Make an export: what a worker does."""

from typing import Any

from sqlalchemy.orm import Session

from backend import jobs
from backend.db import Song
from backend.music import editing, midi
from backend.services import pictures, recordings, workplace, works
from backend.services.exports import shelf
from backend.services.exports.kinds import kind_of
from backend.services.exports.material import Material
from backend.settings import Settings
from backend.storage import Files


def handler(files: Files, settings: Settings) -> jobs.Handler:
    """What a worker does with an export; a run after a crash begins again."""

    def do(run: jobs.Run) -> jobs.Finish:
        key = run.payload["key"]
        with works.faults_told(), works.disk_told("for the file"):
            # Whoever asked for the same before may have had it made while this waited.
            size = shelf.size_of(files, key) or _made(run, files, settings)

        def finish(session: Session) -> dict[str, Any]:
            if session.get(Song, run.payload["song_id"]) is None:
                raise jobs.JobFailedError(*works.GONE)
            shelf.note(session, key, size)
            files.delete(run.payload["source"])
            return {"song_id": run.payload["song_id"], "export": run.payload["export"]}

        return finish

    return do


def _made(run: jobs.Run, files: Files, settings: Settings) -> int:
    """Make the file and put it on the shelf; how large it is."""
    payload, kind = run.payload, kind_of(run.payload["export"])
    tell = works.counter(run, "exporting", run.progress["bars"])
    with workplace.folder(run, settings) as place:
        path = place / f"out.{kind.ending}"
        score, heard = midi.read(files.get(payload["source"]), silent=True), None
        if beside := payload.get("beside"):
            score = editing.edited(score, beside["edits"])
            heard = recordings.heard(files, beside, place, run.cancelled)
        material = Material(
            score, payload["title"], payload["tags"], settings.soundfont_path,
            pictures.typeface(settings.dist), heard, place, tell, run.cancelled,
        )  # fmt: skip
        kind.make(material, path)
        return shelf.put(files, payload["key"], path)
