"""Make an export: what a worker does."""

import errno
import shutil
import tempfile
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend import jobs
from backend.db import Job, Song
from backend.music import midi
from backend.music.errors import CancelledError, MusicError
from backend.services import pictures, works
from backend.services.errors import fault_of
from backend.services.exports import shelf
from backend.services.exports.kinds import kind_of
from backend.services.exports.material import Material
from backend.settings import Settings
from backend.storage import Files

FULL = ("disk_full", "There is no room left for the file. Nothing was lost.", "Try again later.")
_PLACE: Final = "export-"  # what the folders of unfinished files are called, before the job's id


def handler(files: Files, settings: Settings) -> jobs.Handler:
    """What a worker does with an export; a run after a crash begins again."""

    def do(run: jobs.Run) -> jobs.Finish:
        key = run.payload["key"]
        try:
            # Whoever asked for the same before may have had it made while this waited.
            size = shelf.size_of(files, key) or _made(run, files, settings)
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
            raise jobs.JobFailedError(*FULL) from error

        def finish(session: Session) -> dict[str, Any]:
            if session.get(Song, run.payload["song_id"]) is None:
                raise jobs.JobFailedError(*works.GONE)
            shelf.note(session, key, size)
            files.delete(run.payload["source"])
            return {"song_id": run.payload["song_id"], "export": run.payload["export"]}

        return finish

    return do


def tidy(settings: Settings, session: Session) -> list[Path]:
    """Remove the unfinished files of workers that were killed; the folders that went."""
    places = list(settings.instance.glob(f"{_PLACE}*"))  # first: none of a job that begins now
    running = set(session.scalars(select(Job.id).where(Job.state == "running")))
    left = [place for place in places if place.name.split("-")[1] not in running]
    for place in left:
        shutil.rmtree(place, ignore_errors=True)
    return left


def _made(run: jobs.Run, files: Files, settings: Settings) -> int:
    """Make the file and put it on the shelf; how large it is."""
    payload, kind = run.payload, kind_of(run.payload["export"])
    bars = run.progress["bars"]

    def tell(share: float) -> None:
        bar = int(share * bars)
        if bar != run.progress["candidates"][0]["bar"]:
            so_far = {"bars": bars, "candidates": [{"take": 0, "bar": bar}]}
            run.publish("exporting", so_far, so_far)

    settings.instance.mkdir(parents=True, exist_ok=True)
    for left in settings.instance.glob(f"{_PLACE}{run.job_id}-*"):  # by a worker that was killed
        shutil.rmtree(left, ignore_errors=True)
    # On the disk of the songs, so that the finished file is moved and not copied.
    prefix = f"{_PLACE}{run.job_id}-"
    with tempfile.TemporaryDirectory(prefix=prefix, dir=settings.instance) as place:
        path = Path(place) / f"out.{kind.ending}"
        material = Material(
            midi.read(files.get(payload["source"])), payload["title"], payload["tags"],
            settings.soundfont_path, pictures.typeface(settings.dist), Path(place), tell,
            run.cancelled,
        )  # fmt: skip
        kind.make(material, path)
        return shelf.put(files, payload["key"], path)
