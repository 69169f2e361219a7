"""Organise: the artist folders of a MIDI collection → one folder a genre, with a manifest of songs.

Files are copied or linked, never moved, and no file is ever written over another.
"""

import csv
import filecmp
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from backend.music.errors import MissingDataError
from backend.music.training.artists import plain
from backend.music.training.sources import MANIFEST, SUFFIXES

_VERSION = re.compile(r"\.\d+$")  # "Title.2.mid" is another arrangement of "Title.mid"
UNPLACED = "general"


class Found(NamedTuple):
    """A file of the collection, by whom it is and what it is called without its version."""

    path: Path
    artist: str
    title: str


@dataclass
class Placement:
    """How many files came into each genre, were there already, and fitted nowhere, by artist."""

    placed: Counter[str] = field(default_factory=Counter)
    already: Counter[str] = field(default_factory=Counter)
    unplaced: Counter[str] = field(default_factory=Counter)


def collection(folder: Path) -> Iterator[Found]:
    """The MIDI files of "Artist/Title.1.mid" folders, or "Artist - Title.mid" beside them.

    Raises:
        MissingDataError: the folder is absent or holds none.
    """
    paths = sorted(p for p in folder.rglob("*") if p.suffix.lower() in SUFFIXES)
    if not paths:
        raise MissingDataError(
            f"No MIDI files in {folder}. Name a folder that holds a folder for each artist."
        )
    for path in paths:
        title = _VERSION.sub("", path.stem)
        if path.parent != folder:
            yield Found(path, path.parent.name, title)
        else:
            artist, _, rest = title.partition(" - ")
            yield Found(path, artist, rest or title)


def organize(
    folder: Path,
    out: Path,
    genre_of: Callable[[Found], str | None],
    *,
    link: bool = False,
    keep_unplaced: bool = False,
) -> Placement:
    """Bring the files of a collection into `out/<genre>/` and add them to `out/manifest.csv`.

    What is there already is left as it is, so that a stopped run goes on. `genre_of` may answer
    None: such a file stays out, or goes to "general" if asked to `keep_unplaced`.

    Raises:
        MissingDataError: no MIDI files, or a manifest that is none.
    """
    done = Placement()
    songs = _read_manifest(out / MANIFEST)
    for found in collection(folder):
        genre = genre_of(found)
        if genre is None:
            done.unplaced[found.artist] += 1
            if not keep_unplaced:
                continue
        genre = genre or UNPLACED
        name = found.path.name
        if found.path.parent != folder:
            name = f"{found.artist} - {name}"
        target, is_new = _bring(found.path, out / genre / name, link)
        (done.placed if is_new else done.already)[genre] += 1
        path = target.relative_to(out).as_posix()
        songs.setdefault(path, {"path": path, "song": song_of(found)})
    _write_manifest(out / MANIFEST, songs)
    return done


def song_of(found: Found) -> str:
    """The id that all arrangements of a song share."""
    return f"{plain(found.artist)}/{plain(found.title)}"


def _bring(source: Path, target: Path, link: bool) -> tuple[Path, bool]:
    """Copy or link a file to the first free name like this; the name, and whether it is new."""
    target.parent.mkdir(parents=True, exist_ok=True)
    stem, number = target.stem, 1
    while target.exists():
        if target.samefile(source) or filecmp.cmp(source, target, shallow=False):
            return target, False
        number += 1
        target = target.with_name(f"{stem} ({number}){target.suffix}")
    if link:
        try:
            target.hardlink_to(source)
        except OSError:  # Another disk, or one without hard links.
            target.symlink_to(source.resolve())
    else:
        with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as partial:
            partial.write(source.read_bytes())
        shutil.copymode(source, partial.name)
        Path(partial.name).replace(target)
    return target, True


def _read_manifest(path: Path) -> dict[str, dict[str, str]]:
    """The rows of a manifest by path, with whatever columns they have."""
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if not {"path", "song"} <= set(reader.fieldnames or ()):
            raise MissingDataError(f"{path} has no columns “path” and “song”. Mend or remove it.")
        return {row["path"]: row for row in reader}


def _write_manifest(path: Path, songs: dict[str, dict[str, str]]) -> None:
    """Write all rows, whole or not at all, with the columns that any of them has."""
    columns = list(dict.fromkeys(["path", "song", *(c for row in songs.values() for c in row)]))
    partial = path.with_suffix(".part")
    path.parent.mkdir(parents=True, exist_ok=True)
    with partial.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(songs[p] for p in sorted(songs))
    partial.replace(path)
