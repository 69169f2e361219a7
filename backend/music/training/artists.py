"""Artists: whose music stands in which genre, however their names are written."""

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

from backend.music.errors import MissingDataError
from backend.music.lstm.inputs import GENRES

# Names of genres elsewhere (the Million Song Dataset's tagtraum and allmusic labels among them).
# What is not here and is none of ours (latin, new age, world …) places nothing.
ALIASES = {
    "rap": "hiphop", "rnb": "pop", "rb": "pop", "soul": "pop", "vocal": "pop", "poprock": "rock",
    "punk": "rock", "alternative": "rock", "indie": "rock", "electronica": "electronic",
    "dance": "electronic", "techno": "electronic", "house": "electronic", "disco": "electronic",
    "heavymetal": "metal", "dixieland": "jazz", "swing": "jazz", "bluegrass": "country",
}  # fmt: skip

_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "$": "s"})
_AND = re.compile(r"[&+]|(?<=[ -])['\u2019`]?n['\u2019`]?(?=[ -])")
_GUESTS = re.compile(r"\s*(?:\(|\b(?:feat|ft|featuring|with|vs)\b\.?|[/;])\s*", re.IGNORECASE)
_PARTNERS = re.compile(r"\s*(?:&|\+|,|\band\b)\s*", re.IGNORECASE)
_LONG_ENOUGH = 6  # letters: “Love” of “Love & Money” says nothing


def plain(name: str) -> str:
    """A name without case, accents, punctuation, spaces and “the”; “&”, “+” and “'n'” are “and”."""
    text = unicodedata.normalize("NFKD", name).casefold().translate(_LETTERS)
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = re.sub(
        r"[&+]|['\u2019`]n\b['\u2019`]?|\bn['\u2019`]|(?<=[\w ][ -])n(?=[ -])", " and ", text
    )
    words = re.findall(r"\w+", re.sub(r"['\u2019`.]", "", text))
    return "".join(w for w in words if w != "the").replace("_", "") or "".join(words)


def readings_of(name: str) -> Iterator[str]:
    """The plain names to look an artist up by: as written, turned round, without guests."""
    yield plain(name)
    last, comma, first = name.partition(",")
    if comma:
        yield plain(f"{first} {last}")
    host = _GUESTS.split(name)[0]
    if host and host != name:
        yield plain(host)
    partner = plain(_PARTNERS.split(host)[0])
    if len(partner) >= _LONG_ENOUGH:
        yield partner


def look_up(name: str, table: Mapping[str, str]) -> str | None:
    """The genre of an artist, None if it is not in the table."""
    return next((table[reading] for reading in readings_of(name) if reading in table), None)


def genre_named(name: str) -> str | None:
    """One of our genres by its own or another usual name, None if it is none of them."""
    wanted = plain(name)
    wanted = ALIASES.get(wanted, wanted)
    return wanted if wanted in GENRES else None


def read_table(path: Path) -> dict[str, str]:
    """The table of artists that ships with the project: plain name → genre.

    Raises:
        MissingDataError: it is absent, or says two things about one artist.
    """
    if not path.exists():
        raise MissingDataError(f"No table of artists at {path}. It comes with the project.")
    table: dict[str, str] = {}
    with path.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            if table.setdefault(plain(row["artist"]), row["genre"]) != row["genre"]:
                raise MissingDataError(f"{path} has {row['artist']} in two genres. Keep one.")
    return table
