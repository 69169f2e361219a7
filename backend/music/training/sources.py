"""Sources: the MIDI files of a genre folder and which of them are arrangements of one song."""

import csv
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from backend.music.errors import MissingDataError

MANIFEST = "manifest.csv"
SUFFIXES = (".mid", ".midi", ".kar")
MOST_ARRANGEMENTS = 20  # More files than this under one song id share a source, not a song.


@dataclass(frozen=True)
class Source:
    """A file to read and the song it is an arrangement of."""

    path: Path
    song: str


def sources_of(folder: Path) -> list[Source]:
    """The MIDI files of a genre folder, with song ids from a `manifest.csv` beside the folders.

    Raises:
        MissingDataError: the folder is absent or holds no MIDI.
    """
    paths = sorted(p for p in folder.rglob("*") if p.suffix.lower() in SUFFIXES)
    if not paths:
        raise MissingDataError(
            f"No MIDI files in {folder}. Put .mid files there, one folder a genre."
        )
    songs: dict[str, str] = {}
    manifest = folder.parent / MANIFEST
    if manifest.exists():
        with manifest.open(encoding="utf-8", newline="") as rows:
            songs = {row["path"]: row["song"] for row in csv.DictReader(rows)}
    ids = [songs.get(p.relative_to(folder.parent).as_posix(), p.stem) for p in paths]
    count = Counter(ids)
    return [
        Source(p, song if count[song] <= MOST_ARRANGEMENTS else p.stem)
        for p, song in zip(paths, ids, strict=True)
    ]


def listing_hash(sources: Sequence[Source]) -> str:
    """A hash that changes when a file is added, removed, resized or given to another song."""
    listing = "\n".join(f"{s.path}:{s.song}:{s.path.stat().st_size}" for s in sources)
    return hashlib.sha256(listing.encode()).hexdigest()


def genres_in(folder: Path, asked: list[str]) -> list[str]:
    """The genre folders that were asked for; "all" means every one that is there.

    Raises:
        MissingDataError: the folder, or a genre in it, is absent.
    """
    there = sorted(p.name for p in folder.iterdir() if p.is_dir()) if folder.is_dir() else []
    if not there:
        raise MissingDataError(
            f"{folder} holds no genre folders. Make {folder}/<genre>/ with .mid files."
        )
    missing = [g for g in asked if g != "all" and g not in there]
    if missing:
        raise MissingDataError(f"No folder {folder / missing[0]}. There are: {', '.join(there)}.")
    return there if "all" in asked else list(dict.fromkeys(asked))
