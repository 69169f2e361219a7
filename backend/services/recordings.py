"""Recordings: brought, kept beside the song that was heard in them, and played again."""

import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import func, select

from backend import jobs
from backend.db import Job, Song, Take, new_id
from backend.music import editing, midi
from backend.music.audio.beside import Heard
from backend.music.audio.rendering import RATE
from backend.music.hearing.containers import CONTAINERS, checked
from backend.music.hearing.recording import decoded
from backend.music.score.seconds import seconds_of
from backend.services import songs, works
from backend.services.context import Context
from backend.services.errors import InvalidError, NotFoundError, TooLargeError
from backend.services.sources import title_from
from backend.storage import Files

NAME = "transcription"
WHOLE = 100  # a job's progress counts hundredths of the recording, where others count bars
_PIECE = 1 << 20  # bytes copied at once


def ask(context: Context, user_id: str, sound: BinaryIO, filename: str) -> Job:
    """Keep a recording and queue that it is listened to; nothing is stored unless all is well.

    Raises:
        InvalidError: it is empty.
        TooLargeError: it is over the limit, or the user's recordings are together.
        UnreadableAudioError: it is no recording.
        BusyError: the user has too much under way.
    """
    works.refuse_if_busy(context, user_id)
    limit, job_id = context.settings.recording_bytes, new_id()
    context.settings.instance.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="recording-", dir=context.settings.instance) as place:
        path = Path(place) / "sound"
        size = _save(sound, path, limit)
        if not size:
            raise InvalidError("There is no recording.", "Send a file.", "file")
        refuse_if_full(context, user_id, size)
        key = f"recordings/{job_id}.{checked(path).ending}"
        context.files.move(key, path)
    payload = {
        "id": job_id, "recording": key, "size": size, "title": title_from(filename), "request": {},
    }  # fmt: skip
    try:
        return works.queue(context, user_id, NAME, payload, bars=WHOLE)
    except BaseException:
        context.files.delete(key)
        raise


def refuse_if_full(context: Context, user_id: str, size: int) -> None:
    """Whether `size` bytes more fit among the user's recordings, those in the bin included.

    Raises:
        TooLargeError: they do not.
    """
    kept = select(func.sum(Song.recording_bytes)).where(Song.user_id == user_id)
    waiting = select(Job.payload).where(
        Job.user_id == user_id, Job.name == NAME, Job.state.in_(jobs.ACTIVE)
    )
    held = context.session.scalar(kept) or 0
    held += sum(payload["size"] for payload in context.session.scalars(waiting))
    most = context.settings.recordings_bytes
    if held + size > most:
        raise TooLargeError(
            f"Your recordings would take more than {most / 1e9:g} GB.",
            "Take songs with recordings out of your library and its bin.",
            "file",
        )


def opened(context: Context, user_id: str, song_id: str) -> tuple[BinaryIO, str, str]:
    """A song's recording, open for reading, its media type, and a name for it.

    Raises:
        NotFoundError: there is no such song, or it has none.
    """
    song = songs.get(context, user_id, song_id)
    if not song.recording_key:
        raise NotFoundError("This song has no recording.", "Only songs that were heard have one.")
    try:
        file = context.files.open(song.recording_key)
    except FileNotFoundError as error:
        raise NotFoundError("The recording is not there any more.", "Bring it again.") from error
    ending = song.recording_key.rsplit(".", 1)[1]
    name = f"{songs.stem_of(song.title)}.{ending}"
    return file, CONTAINERS[ending].mimetype, name


def beside(context: Context, song: Song, take: Take) -> dict[str, Any] | None:
    """What a worker has to know to play a song's recording beside a take; see `heard`.

    None where there is none, it is muted, or the take that was heard in it is gone.
    """
    first = next((one for one in song.takes if one.kind == "transcribed"), None)
    if not (song.recording_key and song.recording) or first is None:
        return None
    score = editing.edited(midi.read(context.files.get(take.file_key)), take.edits)
    if score.recording.muted:
        return None
    only = replace(score, tracks=(), mastering=None)
    return {
        "sound": song.recording_key, "heard": first.file_key,
        "origin": song.recording["origin"], "seconds": seconds_of(score),
        "edits": editing.mix_of(only),
    }  # fmt: skip


def heard(files: Files, told: dict[str, Any], folder: Path, cancelled: Callable[[], bool]) -> Heard:
    """The recording that `beside` told of, decoded into `folder` to be rendered.

    Raises:
        FileNotFoundError: it, or the take, is gone.
        UnreadableAudioError, CancelledError, OSError: see `decoded`.
    """
    path = folder / "recording"
    with files.open(told["sound"]) as sound, path.open("wb") as file:
        shutil.copyfileobj(sound, file)
    found = decoded(path, folder, cancelled, rate=RATE, sides=2)
    score = midi.read(files.get(told["heard"]))
    return Heard(found.samples, score, told["origin"], told["seconds"])


def copied(context: Context, song: Song, copy_id: str) -> str | None:
    """The key of a copy of a song's recording for another song; None if there is none.

    Raises:
        TooLargeError: the user's recordings are too large together.
    """
    if not song.recording_key:
        return None
    refuse_if_full(context, song.user_id, song.recording_bytes)
    key = f"recordings/{copy_id}.{song.recording_key.rsplit('.', 1)[1]}"
    with tempfile.TemporaryDirectory(prefix="recording-", dir=context.settings.instance) as place:
        path = Path(place) / "sound"
        with context.files.open(song.recording_key) as sound:
            _save(sound, path, song.recording_bytes)
        context.files.move(key, path)
    return key


def _save(sound: BinaryIO, path: Path, limit: int) -> int:
    """Write a stream to the disk; how many bytes it has."""
    size = 0
    with path.open("wb") as file:
        while piece := sound.read(_PIECE):
            size += len(piece)
            if size > limit:
                raise TooLargeError(
                    f"The recording is larger than {limit / 1e6:g} MB.",
                    "Bring it as MP3 or FLAC, or cut it.",
                    "file",
                )
            file.write(piece)
        os.fsync(file.fileno())
    return size
