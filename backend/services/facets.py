"""Facets: how many songs of each kind, genre, mood and tempo a library holds, for its filters."""

from typing import Any

from sqlalchemy import ColumnElement, Integer, cast, func, select
from sqlalchemy.orm import InstrumentedAttribute

from backend.db import Song
from backend.services.context import Context
from backend.services.shelf import tags_of

STEP = 10  # quarters per minute that one bar of the tempo histogram stands for
SLOWEST, FASTEST = 40, 240  # the ends of the histogram; beyond, songs count at its ends


def facets(context: Context, user_id: str) -> dict[str, Any]:
    """Counts over all songs that are not in the bin, and of those that are.

    Returns:
        "all", "favourites", "played", "binned": counts. "kinds", "genres", "moods": (name, count),
        most first. "tempos": (quarters per minute from, count) from SLOWEST to FASTEST by STEP.
        "tags": as `shelf.tags_of`.
    """
    session = context.session
    mine = (Song.user_id == user_id, Song.deleted_at.is_(None))

    def counted(
        column: ColumnElement[Any] | InstrumentedAttribute[Any],
    ) -> list[tuple[Any, int]]:
        rows = session.execute(select(column, func.count()).where(*mine).group_by(column))
        return sorted(((name, number) for name, number in rows), key=lambda row: (-row[1], row[0]))

    def number(*where: ColumnElement[bool]) -> int:
        return session.scalar(select(func.count()).select_from(Song).where(*where)) or 0

    kinds = counted(Song.kind)
    return {
        "all": sum(count for _, count in kinds),
        "favourites": number(*mine, Song.favourite.is_(True)),
        "played": number(*mine, Song.played_at.is_not(None)),
        "binned": number(Song.user_id == user_id, Song.deleted_at.is_not(None)),
        "kinds": kinds,
        "genres": counted(Song.genre),
        "moods": [(name, count) for name, count in counted(Song.mood) if name],
        "tempos": _histogram(counted(cast(Song.tempo / STEP, Integer))),
        "tags": tags_of(context, user_id),
    }


def _histogram(counted: list[tuple[int, int]]) -> list[tuple[int, int]]:
    bars = dict.fromkeys(range(SLOWEST, FASTEST, STEP), 0)
    for step, count in counted:
        bars[min(max(step * STEP, SLOWEST), FASTEST - STEP)] += count
    return list(bars.items())
