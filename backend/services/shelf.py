"""The shelf: a user's songs as lists show them, searched, filtered, sorted and turned by pages."""

import base64
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, asc, desc, func, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, selectinload

from backend.db import Song, Take, song_tags
from backend.music.score import Key
from backend.services import songs
from backend.services.catalogue import folded
from backend.services.context import Context
from backend.services.errors import InvalidError

PAGE, MOST = 50, 100  # songs in a page by default, and at most
LONGEST_SEARCH = 200  # characters
_KEY = re.compile(r"\b([a-g][#b]?) (major|minor)\b")


class Sort(NamedTuple):
    """One order: its column, whether the largest comes first, and how it is said."""

    column: InstrumentedAttribute[Any]
    falling: bool
    words: str


SORTS = {
    "edited": Sort(Song.edited_at, True, "Edited last"),
    "created": Sort(Song.created_at, True, "Made last"),
    "played": Sort(Song.played_at, True, "Played last"),
    "title": Sort(Song.search, False, "Title"),  # it begins with the title
    "tempo": Sort(Song.tempo, False, "Tempo"),
}


@dataclass(frozen=True)
class Wanted:
    """Which songs, and in which order; several of a kind mean any of them.

    `text` is searched word by word in title, genre, key, kind, mood and the words asked. `tags`
    are ids. `slowest` and `fastest` are quarters per minute, both included.
    """

    text: str = ""
    kinds: Sequence[str] = ()
    genres: Sequence[str] = ()
    moods: Sequence[str] = ()
    tags: Sequence[str] = ()
    slowest: float | None = None
    fastest: float | None = None
    favourites: bool = False
    binned: bool = False
    sort: str = "edited"

    @property
    def narrow(self) -> bool:
        """Whether some songs are left out."""
        return any((
            self.text, self.kinds, self.genres, self.moods, self.tags, self.favourites,
            self.slowest is not None, self.fastest is not None,
        ))  # fmt: skip


class Page(NamedTuple):
    """Some songs; `first` counts the first of them from 1, `total` all that are wanted."""

    songs: list[dict[str, Any]]
    next_cursor: str | None
    first: int
    total: int


def listed(
    context: Context,
    user_id: str,
    wanted: Wanted | None = None,
    cursor: str | None = None,
    limit: int = PAGE,
) -> Page:
    """A page of a user's songs, from where the page before ended.

    Raises:
        InvalidError: the cursor is not one that a page of this order gave, or there is no such
            order.
    """
    wanted = wanted or Wanted()
    limit = max(1, min(limit, MOST))
    order = _order(wanted)
    query = wanting(user_id, wanted)
    total = context.session.scalar(query.with_only_columns(func.count())) or 0
    before = 0
    if cursor:
        value, song_id, before = _parse(cursor)
        place, last = tuple_(order.column, Song.id), tuple_(value, song_id)
        query = query.where(place < last if order.falling else place > last)
    way = desc if order.falling else asc
    query = query.order_by(way(order.column), way(Song.id)).limit(limit + 1)
    # Which they are first, from the songs alone: takes are large, and sorted songs would drag them.
    ids = list(context.session.scalars(query.with_only_columns(Song.id)))
    page = _read(context, ids[:limit])
    counts = _take_counts(context, page)
    return Page(
        [{**songs.described(song), "take_count": counts[song.id]} for song in page],
        _cursor(order, page[-1], before + len(page)) if len(ids) > limit else None,
        before + 1 if page else 0,
        total,
    )


def wanting(user_id: str, wanted: Wanted) -> Select[Song]:
    """The songs of a user that are wanted, in no order."""
    where: list[ColumnElement[bool]] = [
        Song.user_id == user_id,
        Song.deleted_at.is_not(None) if wanted.binned else Song.deleted_at.is_(None),
    ]
    for column, values in ((Song.kind, wanted.kinds), (Song.genre, wanted.genres)):
        if values:
            where.append(column.in_(values))
    if wanted.moods:
        where.append(Song.mood.in_(wanted.moods))
    if wanted.tags:
        hung = select(song_tags.c.song_id).where(song_tags.c.tag_id.in_(wanted.tags))
        where.append(Song.id.in_(hung))
    if wanted.slowest is not None:
        where.append(Song.tempo >= wanted.slowest)
    if wanted.fastest is not None:
        where.append(Song.tempo <= wanted.fastest)
    if wanted.favourites:
        where.append(Song.favourite.is_(True))
    if wanted.sort == "played":
        where.append(Song.played_at.is_not(None))
    where += [Song.search.contains(term, autoescape=True) for term in terms(wanted.text)]
    return select(Song).where(*where)


def terms(text: str) -> list[str]:
    """What must occur in a song's search text: a key as a whole, everything else word by word."""
    text = folded(text[:LONGEST_SEARCH])
    found = [
        f"\n{Key.parse(f'{letter.capitalize()} {mode}')}\n".casefold()
        for letter, mode in _KEY.findall(text)
    ]
    return found + _KEY.sub(" ", text).split()


def _order(wanted: Wanted) -> Sort:
    try:
        return SORTS[wanted.sort]
    except KeyError as error:
        known = ", ".join(SORTS)
        raise InvalidError("There is no such order.", f"Choose from {known}.", "sort") from error


def _read(context: Context, ids: Sequence[str]) -> list[Song]:
    """These songs with their chosen takes and tags, in the order of the ids."""
    query = select(Song).where(Song.id.in_(ids)).options(selectinload(Song.tags))
    found = {song.id: song for song in context.session.scalars(query)}
    return [found[song_id] for song_id in ids if song_id in found]  # one may have just gone


def _take_counts(context: Context, page: Sequence[Song]) -> dict[str, int]:
    rows = context.session.execute(
        select(Take.song_id, func.count())
        .where(Take.song_id.in_([song.id for song in page]), Take.deleted_at.is_(None))
        .group_by(Take.song_id)
    )
    return dict(list(rows))


def _cursor(order: Sort, last: Song, seen: int) -> str:
    place = [getattr(last, order.column.key), last.id, seen]
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def _parse(cursor: str) -> tuple[Any, str, int]:
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        value, song_id, seen = json.loads(base64.urlsafe_b64decode(padded))
        return value if isinstance(value, str) else float(value), str(song_id), max(0, int(seen))
    except (ValueError, TypeError) as error:
        raise InvalidError(
            "That page is not there.", "Begin at the first one.", "cursor"
        ) from error
