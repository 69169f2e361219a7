"""Labels: who says the genre of a file, the table of artists or a list of somebody else's."""

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from backend.music.errors import MissingDataError
from backend.music.training.artists import genre_named, look_up, plain, read_table
from backend.music.training.organize import Found

GenreOf = Callable[[Found], str | None]


def by_artist(table: Path) -> GenreOf:
    """The genre of a file's artist by a table; see `artists.read_table`."""
    genres = read_table(table)
    return lambda found: look_up(found.artist, genres)


def by_labels(path: Path) -> tuple[GenreOf, Counter[str]]:
    """The genre of a file by a CSV with the columns “genre” and “track”, “artist” or both.

    A track is the name of a file without its ending, or of the folder it lies in (as the Million
    Song Dataset's ids are in the matched Lakh collection). With both columns both must fit.

    Returns:
        who says the genre, and how many rows name a genre that is none of ours.

    Raises:
        MissingDataError: the file is absent, or lacks the columns.
    """
    if not path.exists():
        raise MissingDataError(f"No labels at {path}. Name a CSV with --labels.")
    table: dict[tuple[str, str], str] = {}
    unknown: Counter[str] = Counter()
    with path.open(encoding="utf-8-sig", newline="") as file:
        tabs = "\t" in file.readline()
        file.seek(0)
        reader = csv.DictReader(file, delimiter="\t" if tabs else ",")
        columns = set(reader.fieldnames or ())
        if "genre" not in columns or not columns & {"track", "artist"}:
            raise MissingDataError(
                f"{path} needs a first line with the columns “genre” and “track” or “artist”."
            )
        for row in reader:
            genre = genre_named(row["genre"] or "")
            if genre is None:
                unknown[row["genre"] or "(none)"] += 1
            else:
                key = (plain(row.get("artist") or ""), plain(row.get("track") or ""))
                table.setdefault(key, genre)

    def genre_of(found: Found) -> str | None:
        artist = plain(found.artist)
        tracks = (plain(found.path.stem), plain(found.title), artist)
        for key in (*((artist, t) for t in tracks), *(("", t) for t in tracks), (artist, "")):
            if key in table:
                return table[key]
        return None

    return genre_of, unknown
