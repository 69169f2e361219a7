"""Make an export: what a worker does."""

import errno
import tempfile
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from backend import jobs
from backend.music import midi
from backend.music.errors import CancelledError, MusicError
from backend.services import works
from backend.services.errors import fault_of
from backend.services.exports import shelf
from backend.services.exports.kinds import KINDS
from backend.services.exports.material import Material
from backend.settings import Settings
from backend.storage import Files

FULL = ("disk_full", "There is no room left for the file. Nothing was lost.", "Try again later.")


def handler(files: Files, settings: Settings) -> jobs.Handler:
    """What a worker does with an export; a run after a crash begins again."""

    def do(run: jobs.Run) -> jobs.Finish:
        key = run.payload["key"]
        try:
            size = _made(run, files, settings)
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
            shelf.note(session, key, size)
            files.delete(run.payload["source"])
            return {"song_id": run.payload["song_id"], "export": run.payload["export"]}

        return finish

    return do


def _made(run: jobs.Run, files: Files, settings: Settings) -> int:
    """Make the file and put it on the shelf; how large it is."""
    payload, kind = run.payload, KINDS[run.payload["export"]]
    bars = run.progress["bars"]

    def tell(share: float) -> None:
        bar = int(share * bars)
        if bar != run.progress["candidates"][0]["bar"]:
            so_far = {"bars": bars, "candidates": [{"take": 0, "bar": bar}]}
            run.publish("exporting", so_far, so_far)

    settings.instance.mkdir(parents=True, exist_ok=True)
    # On the disk of the songs, so that the finished file is moved and not copied.
    with tempfile.TemporaryDirectory(prefix="export-", dir=settings.instance) as place:
        path = Path(place) / f"out.{kind.ending}"
        material = Material(
            midi.read(files.get(payload["source"])), payload["title"], payload["tags"],
            settings.soundfont_path, Path(place), tell, run.cancelled,
        )  # fmt: skip
        kind.make(material, path)
        return shelf.put(files, payload["key"], path)
