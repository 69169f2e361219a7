"""Facets: how many songs of each kind, genre, mood and tempo a library holds, for its filters."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Integer, case, cast, func, select

from backend.db import Song
from backend.services import tags
from backend.services.context import Context

STEP = 10  # quarters per minute that one bar of the tempo histogram stands for
SLOWEST, FASTEST = 40, 240  # the ends of the histogram; beyond, songs count at its ends


def facets(context: Context, user_id: str) -> dict[str, Any]:
    """Counts over all songs that are not in the bin, and of those that are.

    Returns:
        "all", "favourites", "played", "binned": counts. "kinds", "genres", "moods": (name, count),
        most first. "tempos": (quarters per minute from, count) from SLOWEST to FASTEST by STEP.
        "tags": as `tags.listed`.
    """
    session = context.session
    mine = (Song.user_id == user_id, Song.deleted_at.is_(None))
    sorts = (Song.kind, Song.genre, Song.mood)  # as they lie in an index: one way through it
    starred = func.count(case((Song.favourite.is_(True), 1)))
    rows = session.execute(
        select(*sorts, func.count(), starred, func.count(Song.played_at))
        .where(*mine)
        .group_by(*sorts)
    ).all()
    tenths = Song.tempo / STEP
    whole = cast(tenths, Integer)  # rounded by PostgreSQL, cut by SQLite
    step = whole - case((whole > tenths, 1), else_=0)
    tempos = session.execute(select(step, func.count()).where(*mine).group_by(step))
    binned = select(func.count()).where(Song.user_id == user_id, Song.deleted_at.is_not(None))
    return {
        "all": sum(row[3] for row in rows),
        "favourites": sum(row[4] for row in rows),
        "played": sum(row[5] for row in rows),
        "binned": session.scalar(binned) or 0,
        "kinds": _added((row[0], row[3]) for row in rows),
        "genres": _added((row[1], row[3]) for row in rows),
        "moods": _added((row[2], row[3]) for row in rows if row[2]),
        "tempos": _histogram(tempos),
        "tags": tags.listed(context, user_id),
    }


def _added(counts: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    total: Counter[str] = Counter()
    for name, count in counts:
        total[name] += count
    return sorted(total.items(), key=lambda item: (-item[1], item[0]))


def _histogram(counted: Iterable[Any]) -> list[tuple[int, int]]:
    bars = dict.fromkeys(range(SLOWEST, FASTEST, STEP), 0)
    for step, count in counted:
        bars[min(max(step * STEP, SLOWEST), FASTEST - STEP)] += count
    return list(bars.items())
