"""Restyle an uploaded MIDI file: read and checked while the user waits, written by a worker."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from backend import jobs
from backend.db import Job, new_id
from backend.music import midi
from backend.music.score import bars_of
from backend.services import works
from backend.services.composer import Composer
from backend.services.context import Context
from backend.services.errors import TooLargeError
from backend.storage import Files

NAME = "restyle"


def ask(
    context: Context, user_id: str, data: bytes, filename: str, request: Mapping[str, Any]
) -> Job:
    """Queue a restyle of the MIDI file in `data`; nothing is stored unless all is well.

    Raises:
        TooLargeError: the file is over the limit.
        UnreadableMIDIError, UnusableScoreError: the file is of no use; says why.
        BadRequestError, MissingModelError: it cannot be done as asked.
        BusyError: the user has too much under way.
    """
    limit = context.settings.upload_bytes
    if len(data) > limit:
        raise TooLargeError(
            f"The file is larger than {limit / 1e6:g} MB.", "Choose a smaller one.", "file"
        )
    source = midi.read(data)
    context.composer.check_source(source)
    full = works.with_seed(context.composer.checked_restyle(request))
    works.refuse_if_busy(context, user_id)
    job_id = new_id()
    key = f"sources/{job_id}.mid"
    payload = {"id": job_id, "request": full, "source": key, "title": title_from(filename)}
    context.files.put(key, data)
    try:
        return works.queue(context, user_id, NAME, payload, bars=len(bars_of(source)))
    except BaseException:
        context.files.delete(key)
        raise


def handler(composer: Composer, files: Files) -> jobs.Handler:
    """What a worker does with a restyle."""

    def do(run: jobs.Run) -> jobs.Finish:
        key, request = run.payload["source"], run.payload["request"]
        source = midi.read(files.get(key))
        source = replace(source, title=source.title or run.payload["title"])
        outcome = works.perform(
            run, lambda tell, cancelled: composer.restyle(source, request, tell, cancelled)
        )
        return works.keep(run, files, outcome, "restyled", source_key=key)

    return do


def discard(files: Files, payload: Mapping[str, Any]) -> None:
    """Forget the upload of a restyle that came to nothing; other jobs have none."""
    if "source" in payload:
        files.delete(payload["source"])


def title_from(filename: str) -> str:
    """A title that people can read, from the name of a file."""
    stem = re.split(r"[\\/]", filename)[-1].rsplit(".", 1)[0]
    words = " ".join(re.sub(r"[_\s]+", " ", stem).split())
    return words[:80] or "Untitled"
