"""All that a user has: handed out as a zip, or deleted for good."""

import json
import zipfile
from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, select, update

from backend.db import Base, HouseLike, HouseSong, Job, Like, Share, Song, User
from backend.services import belongings, keeping, profile, songs
from backend.services.context import Context
from backend.services.exports import shelf
from backend.services.pipes import Pipe
from backend.services.preferences import Preferences
from backend.services.times import iso

WITHHELD = {"reports"}  # complaints are for whoever keeps the studio
SECRETS = {"password_hash", "sha256"}  # columns that leave the database for nobody
_MISSING = "The file is not in the storage any more.\n"
_PIECE = 1 << 20  # bytes of a recording at once
_ABOUT = """Everything that Cadenza keeps about you.

profile.json, portrait.jpg   who you are here
songs/                       your songs, those in the bin too: every take as it was written, what it
                             was made from, the recording it was heard in, and song.json with all
                             that is known about it
rows/                        the same and the rest as the database holds it, a file a table:
                             edits, tags, likes, jobs, tokens (without their secrets)
"""


def export(context: Context, user_id: str) -> Iterator[bytes]:
    """A zip with all of it, piece by piece: the whole is nowhere held in memory."""
    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        user = context.session.get_one(User, user_id)
        archive.writestr("READ ME.txt", _ABOUT)
        archive.writestr("profile.json", _text(_profile(user)))
        if user.photo_key:
            _copy(context, archive, user.photo_key, "portrait.jpg")
        for song_id in context.session.scalars(select(Song.id).where(Song.user_id == user_id)):
            song = context.session.get_one(Song, song_id)
            _add_song(context, archive, song)
            yield from _recording(context, archive, pipe, song)
            yield pipe.taken()
        for table in Base.metadata.sorted_tables:
            condition = belongings.belongs(table, user_id, closest=True)
            if condition is not None and table.name not in WITHHELD:
                yield from _rows(context, archive, pipe, table, condition)
    yield pipe.taken()


def remove(context: Context, user_id: str, password: str) -> None:
    """Delete an account with all its rows and files; its running jobs stop.

    Raises:
        InvalidError: the password is wrong.
    """
    profile.confirmed(context, user_id, password)
    session = context.session
    # Takes hold of the jobs: a worker that ends one now waits for us and then finds no job left.
    session.execute(update(Job).where(Job.user_id == user_id).values(cancel_requested=True))
    jobs = session.execute(select(Job.id, Job.payload).where(Job.user_id == user_id)).all()
    keys = set(belongings.keys(context, user_id))
    rendered = [payload["key"] for _, payload in jobs if "key" in payload]
    shelf.forget(session, rendered)
    liked = select(Like.song_id).where(Like.user_id == user_id)
    session.execute(update(Share).where(Share.song_id.in_(liked)).values(likes=Share.likes - 1))
    ours = HouseSong.name.in_(select(HouseLike.name).where(HouseLike.user_id == user_id))
    session.execute(update(HouseSong).where(ours).values(likes=HouseSong.likes - 1))
    session.execute(delete(User).where(User.id == user_id))  # the rest goes with it
    session.commit()
    for key in keys:
        context.files.delete(key)
    for job_id, payload in jobs:
        keeping.discard(context.files, job_id, payload)


def _profile(user: User) -> dict[str, Any]:
    return {
        "name": user.name,
        "email": user.email,
        "bio": user.bio,
        "theme": user.theme,
        "preferences": Preferences.of(user).as_json(),
        "created_at": iso(user.created_at),
    }


def _add_song(context: Context, archive: zipfile.ZipFile, song: Song) -> None:
    folder = _folder(song)
    archive.writestr(f"{folder}/song.json", _text(songs.in_full(song)))
    for take in song.takes:
        _copy(context, archive, take.file_key, f"{folder}/take {take.number}.mid")
        if take.edits:
            archive.writestr(f"{folder}/take {take.number} edits.json", _text(take.edits))
    if song.source_key:
        _copy(context, archive, song.source_key, f"{folder}/source.mid")


def _recording(
    context: Context, archive: zipfile.ZipFile, pipe: Pipe, song: Song
) -> Iterator[bytes]:
    """What a song was heard in, piece by piece; packed already, so it is only stored."""
    if not song.recording_key:
        return
    name = f"{_folder(song)}/recording.{song.recording_key.rsplit('.', 1)[1]}"
    try:
        sound = context.files.open(song.recording_key)
    except FileNotFoundError:
        archive.writestr(f"{name} is missing.txt", _MISSING)
        return
    with sound, archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as file:
        while piece := sound.read(_PIECE):
            file.write(piece)
            yield pipe.taken()


def _folder(song: Song) -> str:
    return f"songs/{songs.stem_of(song.title)} {song.id}"


def _copy(context: Context, archive: zipfile.ZipFile, key: str, name: str) -> None:
    try:
        archive.writestr(name, context.files.get(key))
    except FileNotFoundError:
        archive.writestr(f"{name} is missing.txt", _MISSING)


def _rows(
    context: Context,
    archive: zipfile.ZipFile,
    pipe: Pipe,
    table: Table,
    condition: ColumnElement[bool],
) -> Iterator[bytes]:
    columns = [c for c in table.c if c.name not in SECRETS]
    found = context.session.execute(select(*columns).where(condition).order_by(*table.primary_key))
    with archive.open(f"rows/{table.name}.json", "w") as file:
        before = b"["
        for row in found.yield_per(100).mappings():
            file.write(before + b"\n" + _text(dict(row)).encode())
            before = b","
            yield pipe.taken()
        file.write(b"[]\n" if before == b"[" else b"\n]\n")


def _text(value: Any) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False)
