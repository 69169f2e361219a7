"""The songs that ship with the project: every new account finds a copy of them in its library."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from backend.db import Song, Take, new_id
from backend.music import midi
from backend.music.errors import MusicError
from backend.services import catalogue
from backend.services.context import Context
from backend.services.facts import facts_of

log = logging.getLogger(__name__)

# A sidecar that is missing, broken or incomplete costs its song, never the account.
_FAULTS = (MusicError, OSError, ValueError, KeyError, TypeError, SQLAlchemyError)
_KNOWN = (
    "key", "tempo", "metre", "bars", "seed",
    "recipe", "certificate", "scores", "plan", "originality",
)  # fmt: skip


def give(context: Context, user_id: str) -> int:
    """Copy the demo songs into a user's library; returns how many. Never fails."""
    given = 0
    for path in files_in(context.settings.demos):
        try:
            data = path.read_bytes()
            song = _song(path, data)
            song.user_id = user_id
            context.files.put(song.takes[0].file_key, data)
            context.session.add(song)
            context.session.commit()
            given += 1
        except _FAULTS:
            context.session.rollback()
            log.exception("The demo song %s was left out.", path.name)
    return given


def shown(folder: Path) -> list[dict[str, Any]]:
    """The demo songs as the landing page shows them, without an account."""
    songs = []
    for path in files_in(folder):
        try:
            song = _song(path, path.read_bytes())
            songs.append({"title": song.title, "genre": song.genre, **song.takes[0].facts})
        except _FAULTS:
            log.exception("The demo song %s was left out.", path.name)
    return songs


def files_in(folder: Path) -> Iterator[Path]:
    """The demo files in order of their names; none if there is no such folder."""
    return iter(sorted(folder.glob("*.mid")))


def _song(path: Path, data: bytes) -> Song:
    told = json.loads(path.with_suffix(".json").read_text("utf-8"))
    song_id = new_id()
    song = Song(
        id=song_id,
        kind="demo",
        title=str(told["title"])[:120],
        genre=str(told["genre"]),
        takes=[
            Take(
                number=1,
                kind="demo",
                file_key=f"songs/demo-{song_id}.mid",
                facts=facts_of(midi.read(data)) | {k: told[k] for k in _KNOWN if k in told},
            )
        ],
    )
    catalogue.enter(song)
    return song
