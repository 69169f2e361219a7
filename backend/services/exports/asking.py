"""Ask for an export, and get it."""

import hashlib
import json
from typing import Any, BinaryIO, NamedTuple

from sqlalchemy import select, update

from backend import jobs
from backend.db import Job, Song, User, new_id
from backend.music import midi
from backend.music.audio.soundfonts import soundfont
from backend.music.score import Score, bars_of
from backend.services import recordings, songs, takes, works
from backend.services.context import Context
from backend.services.errors import InvalidError, NotFoundError
from backend.services.exports import shelf
from backend.services.exports.kinds import Kind, kind_of
from backend.services.names import genre_name

# Goes up when the same notes would sound or look otherwise than before.
EDITION = 8
ORIGINAL = 0  # instead of a take: what the song was made from


class Export(NamedTuple):
    """An export of a take: ready, or the job that makes it."""

    name: str
    job: Job | None


class Order(NamedTuple):
    """What is to be made: of which notes, with which words, and where it will lie."""

    name: str
    take: int

    data: bytes
    words: dict[str, Any]
    key: str
    kind: Kind
    song: Song
    beside: dict[str, Any] | None


def ask(context: Context, user_id: str, song_id: str, take: int, name: str) -> Export:
    """Have a take exported, unless that was done already or is under way.

    Raises:
        NotFoundError, InvalidError: there is no such take, or no such kind.
        UnusableScoreError, MissingSynthError: it cannot be made.
        BusyError: the user has too much under way.
    """
    order = order_of(context, user_id, song_id, take, name)
    ready = shelf.find(context.session, context.files, order.key)
    if ready:
        ready.close()
        return Export(name, None)
    return Export(name, queued(context, user_id, order))


def queued(context: Context, user_id: str, order: Order, **more: Any) -> Job:
    """The job that makes what was ordered, perhaps under way already; raises as `ask`.

    Args:
        context: see there.
        user_id: whose song it is.
        order: what is to be made.
        more: what else is noted with the job.
    """
    bars = len(bars_of(_music(context, user_id, order)))
    _hold(context, user_id)
    under_way = _under_way(context, user_id, order.key)
    if under_way:
        context.session.commit()
        return under_way
    works.refuse_if_busy(context, user_id)
    job_id = new_id()
    # A copy, so that nothing that happens to the song meanwhile changes what is made.
    context.files.put(source := f"exports/{job_id}.mid", order.data)
    payload = {
        "song_id": order.song.id, "take": order.take, "export": order.name, "key": order.key,
        "source": source, **order.words, **more,
    }  # fmt: skip
    if order.beside:
        payload["beside"] = order.beside
    progress = {"bars": bars, "candidates": [{"take": 0, "bar": 0}]}
    job = jobs.enqueue(
        context.session, user_id, shelf.NAME, payload, progress=progress, job_id=job_id
    )
    context.session.commit()
    return job


def opened(
    context: Context, user_id: str, song_id: str, take: int, name: str
) -> tuple[BinaryIO, str]:
    """A finished export, open for reading, and a name for the download.

    Raises:
        NotFoundError: there is no such take, or it was not exported so, or its time is over.
        InvalidError: there is no such kind.
    """
    order = order_of(context, user_id, song_id, take, name)
    kind = order.kind
    file = shelf.find(context.session, context.files, order.key)
    if file is None:
        raise NotFoundError(f"The {kind.title} is not made yet.", "Ask for it first.")
    if take == ORIGINAL:
        stem = songs.stem_of(order.words["title"], "original")
    else:  # that of the chosen take is by the song's name alone
        stem = songs.stem_of(order.song.title, None if take == order.song.take.number else take)
    return file, f"{stem}{kind.suffix}.{kind.ending}"


def order_of(context: Context, user_id: str, song_id: str, take: int, name: str) -> Order:
    """Where an export lies follows from all that is in it: two of one key have the same bytes.

    Take 0 is what the song was made from. Raises NotFoundError and InvalidError as `ask`.
    """
    kind = kind_of(name)
    song = songs.get(context, user_id, song_id)
    if take == ORIGINAL:
        data = songs.original_of(context, song)
    else:
        read = songs.midi_of if kind.mixed else songs.whole_of
        data = read(context, user_id, song_id, take)
    artist = context.session.get_one(User, user_id).name
    words = {"title": song.title, "tags": {"artist": artist, "genre": genre_name(song.genre)}}
    if take == ORIGINAL:  # whose genre nobody said
        words = {"title": _title_of(context, song, data), "tags": {"artist": artist}}
    made_of = f"{EDITION} {name}"
    if kind.heard:
        font = soundfont(context.settings.soundfont_path)
        made_of += f" {font.name} {font.stat().st_size}"
    if kind.named:
        made_of += json.dumps(words, sort_keys=True)
    beside = None
    if kind.heard and take != ORIGINAL:
        beside = recordings.beside(context, song, takes.of(song, take))
    if beside:
        made_of += json.dumps(beside, sort_keys=True)
    return Order(name, take, data, words, key_of(made_of, data, kind), kind, song, beside)


def _title_of(context: Context, song: Song, data: bytes) -> str:
    """What a song's source was called: in the job that was made of it, else in its own file."""
    job = context.session.get(Job, song.job_id) if song.job_id else None
    asked: str = job.payload.get("title", "") if job else ""
    return asked or midi.read(data).title or song.title


def key_of(made_of: str, data: bytes, kind: Kind) -> str:
    """Where a file made of a text and of notes lies."""
    digest = hashlib.sha256(made_of.encode() + data).hexdigest()[:40]
    return f"exports/{digest}.{kind.ending}"


def _music(context: Context, user_id: str, order: Order) -> Score:
    """The notes of an order; where a recording is to be heard alone, those that are muted.

    Raises:
        InvalidError: nothing would be heard, or seen.
    """
    score = midi.read(order.data, silent=True)
    if score.note_count:
        return score
    whole = midi.read(songs.whole_of(context, user_id, order.song.id, order.take), silent=True)
    if not whole.note_count:
        raise InvalidError("There is no note to export.", "Write or add some first.", "take")
    if not order.beside:
        raise InvalidError("All players are muted.", "Unmute one in the mixer.", "take")
    return whole


def _hold(context: Context, user_id: str) -> None:
    """Let a second request of this user wait until the next commit: it then sees our job."""
    context.session.execute(update(User).where(User.id == user_id).values(id=User.id))


def _under_way(context: Context, user_id: str, key: str) -> Job | None:
    active = select(Job).where(Job.user_id == user_id, Job.name == shelf.NAME)
    for job in context.session.scalars(active.where(Job.state.in_(jobs.ACTIVE))):
        if job.payload["key"] == key:
            return job
    return None
