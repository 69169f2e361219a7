"""Ask for an export, and get it."""

import hashlib
from typing import BinaryIO, NamedTuple

from sqlalchemy import select

from backend import jobs
from backend.db import Job, User, new_id
from backend.music import midi
from backend.music.audio.soundfonts import soundfont
from backend.music.score import bars_of
from backend.services import songs, works
from backend.services.context import Context
from backend.services.errors import InvalidError, NotFoundError
from backend.services.exports import shelf
from backend.services.exports.kinds import Kind, kind_of
from backend.services.names import genre_name

NAME = "export"
# Goes up when the same notes would sound or look otherwise than before.
EDITION = 1


class Export(NamedTuple):
    """An export of a take: ready, or the job that makes it."""

    name: str
    job: Job | None


def ask(context: Context, user_id: str, song_id: str, take: int, name: str) -> Export:
    """Have a take exported, unless that was done already or is under way.

    Raises:
        NotFoundError, InvalidError: there is no such take, or no such kind.
        UnusableScoreError, MissingSynthError: it cannot be made.
        BusyError: the user has too much under way.
    """
    data = songs.midi_of(context, user_id, song_id, take)
    kind = kind_of(name)
    key = _key(context, data, name, kind)
    ready = shelf.find(context.session, context.files, key)
    if ready:
        ready.close()
        return Export(name, None)
    under_way = _under_way(context, user_id, key)
    if under_way:
        return Export(name, under_way)
    score = midi.read(data)
    if not score.note_count:
        raise InvalidError("There is no note to export.", "Write or add some first.", "take")
    works.refuse_if_busy(context, user_id)
    song = songs.get(context, user_id, song_id)
    artist = context.session.get_one(User, user_id).name
    job_id = new_id()
    # A copy, so that nothing that happens to the song meanwhile changes what is made.
    context.files.put(source := f"exports/{job_id}.mid", data)
    payload = {
        "song_id": song_id, "take": take, "export": name, "key": key, "source": source,
        "title": song.title, "tags": {"artist": artist, "genre": genre_name(song.genre)},
    }  # fmt: skip
    bars = len(bars_of(score))
    progress = {"bars": bars, "candidates": [{"take": 0, "bar": 0}]}
    job = jobs.enqueue(context.session, user_id, NAME, payload, progress=progress, job_id=job_id)
    context.session.commit()
    shelf.clear(context.session, context.files, context.settings)
    return Export(name, job)


def opened(
    context: Context, user_id: str, song_id: str, take: int, name: str
) -> tuple[BinaryIO, str]:
    """A finished export, open for reading, and a name for the download.

    Raises:
        NotFoundError: there is no such take, or it was not exported so, or its time is over.
        InvalidError: there is no such kind.
    """
    data = songs.midi_of(context, user_id, song_id, take)
    kind = kind_of(name)
    file = shelf.find(context.session, context.files, _key(context, data, name, kind))
    if file is None:
        raise NotFoundError(f"The {kind.title} is not made yet.", "Ask for it first.")
    stem = songs.filename_of(songs.get(context, user_id, song_id)).removesuffix(".mid")
    return file, f"{stem}{kind.suffix}.{kind.ending}"


def _key(context: Context, data: bytes, name: str, kind: Kind) -> str:
    """Where an export lies: the same notes, sounds and kind lie in the same place, whose ever."""
    font = soundfont(context.settings.soundfont_path)
    made_of = f"{EDITION} {name} {font.name} {font.stat().st_size}".encode()
    return f"exports/{hashlib.sha256(made_of + data).hexdigest()[:40]}.{kind.ending}"


def _under_way(context: Context, user_id: str, key: str) -> Job | None:
    active = select(Job).where(Job.user_id == user_id, Job.name == NAME)
    for job in context.session.scalars(active.where(Job.state.in_(jobs.ACTIVE))):
        if job.payload["key"] == key:
            return job
    return None
