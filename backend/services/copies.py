"""Copies: a song beside itself, with takes and files of its own."""

import time

from sqlalchemy.orm import object_mapper

from backend.db import Song, Take, new_id
from backend.services import catalogue, recordings, songs, takes
from backend.services.context import Context
from backend.storage import Files

_ENDING = " (copy)"


def duplicate(context: Context, user_id: str, song_id: str) -> Song:
    """A copy of a song, in front of the list. Raises as `songs.get`, `recordings.copied`."""
    song = songs.get(context, user_id, song_id)
    copy_id = new_id()
    living = takes.living(song)
    copy = Song(**_columns(song) | {
        "id": copy_id,
        "job_id": None,
        "title": song.title[: songs.LONGEST_TITLE - len(_ENDING)] + _ENDING,
        "source_key": song.source_key and _copied(context.files, song.source_key, copy_id, "s"),
        "recording_key": recordings.copied(context, song, copy_id),
        "favourite": False,
        "played_at": None,
        "created_at": time.time(),
    })  # fmt: skip
    copy.tags = list(song.tags)
    copy.takes = [
        Take(**_columns(take) | {
            "song_id": copy_id,
            "job_id": None,
            "parent": takes.living_parent(song, take),
            "file_key": _copied(context.files, take.file_key, copy_id, str(take.number)),
        })
        for take in living
    ]  # fmt: skip
    context.session.add(copy)
    catalogue.touch(copy)
    context.session.commit()
    return copy


def _columns(row: Song | Take) -> dict[str, object]:
    """All columns, also those that other parts of the program keep there."""
    return {
        attribute.key: getattr(row, attribute.key) for attribute in object_mapper(row).column_attrs
    }


def _copied(files: Files, key: str, copy_id: str, part: str) -> str:
    """The key of a copy of a file, in the folder of the first."""
    copy = f"{key.rsplit('/', 1)[0]}/{copy_id}-{part}.mid"
    files.put(copy, files.get(key))
    return copy
