"""A candidate that came to nothing, written once more: its siblings stay as they are."""

from backend.db import Job, Song
from backend.services import songs, works
from backend.services.context import Context
from backend.services.errors import InvalidError, NotFoundError

# What a job is told besides its request, and its second try as well.
_TOLD = ("title", "prompt", "parent", "edits", "mix")


def ask(context: Context, user_id: str, song_id: str, number: int) -> Job:
    """Queue the request that left take `number` out, for it alone and with another seed.

    Raises:
        NotFoundError: there is no such song, or no take of that number was ever asked for.
        InvalidError: the take is there.
        BusyError: the user has too much under way.
    """
    song = songs.get(context, user_id, song_id)
    if any(take.number == number for take in song.takes):
        raise InvalidError(
            f"Take {number} is there.", "Only one that was left out is written again."
        )
    before = _job_of(context, song, number)
    works.refuse_if_busy(context, user_id)
    asked = before.payload
    payload = {name: asked[name] for name in _TOLD if name in asked}
    # Not as its source: that is the song's own, and stays when this comes to nothing.
    origin = asked.get("from") or asked.get("source")
    if origin:
        payload["from"] = origin
    request = works.with_seed({**asked["request"], "candidates": 1, "seed": None})
    payload |= {"request": request, "song_id": song.id, "number": number}
    return works.queue(context, user_id, before.name, payload, before.progress["bars"])


def _job_of(context: Context, song: Song, number: int) -> Job:
    """The job that should have written take `number`: the one of the takes around it."""
    for take in song.takes:
        job = context.session.get(Job, take.job_id) if take.job_id else None
        if job is None or "request" not in job.payload:
            continue
        first = take.number - take.candidate
        if first <= number < first + job.payload["request"].get("candidates", 1):
            return job
    raise NotFoundError(
        f"No take {number} of this song was left out.", "Write new takes of it instead."
    )
