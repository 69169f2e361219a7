"""The songs that ship with the project: heard without an account, and copied into every new one."""

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy.exc import SQLAlchemyError

from backend.db import Song, Take, new_id
from backend.music import midi
from backend.music.errors import MusicError
from backend.music.theory.portrait import portrait
from backend.services import catalogue
from backend.services.context import Context
from backend.services.facts import facts_of

log = logging.getLogger(__name__)

# A sidecar that is missing, broken or incomplete costs its song, never the account.
_FAULTS = (MusicError, OSError, ValueError, KeyError, TypeError, SQLAlchemyError)
_KNOWN = (
    "key", "tempo", "metre", "bars", "seed", "report",
    "recipe", "certificate", "scores", "plan", "originality",
)  # fmt: skip


@dataclass(frozen=True)
class Demo:
    """A song that ships: `name` is that of its file, `source` the file it was made from, if any."""

    name: str
    title: str
    genre: str
    data: bytes
    source: bytes | None
    facts: dict[str, Any]
    portrait: npt.NDArray[np.float32]


@cache  # what ships does not change while the server runs
def all_in(folder: Path) -> tuple[Demo, ...]:
    """All demo songs, in order of their files; what cannot be read is left out, and logged."""
    return tuple(_read(sorted(folder.glob("*.mid"))))


def find(folder: Path, name: str) -> Demo | None:
    """The demo song of that name."""
    return next((demo for demo in all_in(folder) if demo.name == name), None)


def hero(folder: Path) -> Demo | None:
    """The song that shows what a restyle is: made from another, in jazz if there is one."""
    made = [demo for demo in all_in(folder) if demo.source is not None]
    return next((demo for demo in made if demo.genre == "jazz"), next(iter(made), None))


def firsts(folder: Path) -> list[Demo]:
    """One song a genre: the first of each."""
    first: dict[str, Demo] = {}
    for demo in all_in(folder):
        first.setdefault(demo.genre, demo)
    return list(first.values())


def give(context: Context, user_id: str) -> int:
    """Copy the first song of each genre into a user's library; returns how many. Never fails."""
    given = 0
    for demo in firsts(context.settings.demos):
        try:
            song = _copy(demo)
            song.user_id = user_id
            context.files.put(song.takes[0].file_key, demo.data)
            context.session.add(song)
            context.session.commit()
            given += 1
        except _FAULTS:
            context.session.rollback()
            log.exception("The demo song %s was not given.", demo.name)
    return given


def _read(paths: list[Path]) -> Iterator[Demo]:
    for path in paths:
        try:
            yield _demo(path)
        except _FAULTS:
            log.exception("The demo song %s was left out.", path.name)


def _demo(path: Path) -> Demo:
    told = json.loads(path.with_suffix(".json").read_text("utf-8"))
    data = path.read_bytes()
    score = midi.read(data)
    source = (path.parent / told["source"]).read_bytes() if told.get("source") else None
    return Demo(
        name=path.stem,
        title=str(told["title"])[:120],
        genre=str(told["genre"]),
        data=data,
        source=source,
        facts=facts_of(score) | {k: told[k] for k in _KNOWN if k in told},
        portrait=portrait(score),
    )


def _copy(demo: Demo) -> Song:
    song_id = new_id()
    take = Take(number=1, kind="demo", file_key=f"songs/demo-{song_id}.mid", facts=demo.facts)
    song = Song(id=song_id, kind="demo", title=demo.title, genre=demo.genre, takes=[take])
    catalogue.enter(song)
    return song
