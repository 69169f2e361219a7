"""The bin: what waited for 30 days goes with its files, and nothing else does."""

import time

import pytest

from backend.db import Song, Take
from backend.services import bins, shelf
from backend.services.context import Context
from backend.services.errors import InvalidError, NotFoundError
from tests.services.shelves import shelved

MONTH = (bins.DAYS + 1) * 24 * 3600.0


def test_what_waited_for_30_days_goes_with_its_files(context: Context, user_id: str) -> None:
    old, new, kept = (shelved(context, user_id, title) for title in ("Old", "New", "Kept"))
    bins.put(context, user_id, [old.id, new.id])
    old.deleted_at = time.time() - MONTH
    key = old.takes[0].file_key
    context.session.commit()
    assert bins.expire(context.files, context.session) == 1
    assert context.session.get(Song, old.id) is None
    with pytest.raises(FileNotFoundError):
        context.files.get(key)
    for song in (new, kept):
        assert context.files.get(song.takes[0].file_key)
    assert bins.expire(context.files, context.session) == 0


def test_a_take_that_goes_hands_its_children_on(context: Context, user_id: str) -> None:
    song = shelved(context, user_id, "Tree")
    data = context.files.get(song.takes[0].file_key)
    for number, parent in ((2, 1), (3, 2)):
        key = f"songs/tree-{number}.mid"
        context.files.put(key, data)
        song.takes.append(
            Take(number=number, kind="regenerated", parent=parent, file_key=key, facts={})
        )
    context.session.commit()
    song.takes[1].deleted_at = time.time() - MONTH
    context.session.commit()
    assert bins.expire(context.files, context.session) == 1
    context.session.expire_all()
    assert [(take.number, take.parent) for take in song.takes] == [(1, None), (3, 1)]
    with pytest.raises(FileNotFoundError):
        context.files.get("songs/tree-2.mid")


def test_one_name_that_is_not_there_stops_all(context: Context, user_id: str) -> None:
    song = shelved(context, user_id, "Here")
    for ids in ([song.id, "nothing"], ["nothing"]):
        with pytest.raises(NotFoundError):
            bins.put(context, user_id, ids)
    with pytest.raises(InvalidError, match="No song is selected"):
        bins.put(context, user_id, [])
    with pytest.raises(InvalidError, match="too many at once"):
        bins.put(context, user_id, [f"song {number}" for number in range(201)])
    assert shelf.listed(context, user_id).total == 1
    bins.put(context, user_id, [song.id, song.id])
    assert shelf.listed(context, user_id).total == 0
    assert [one.title for one in bins.waiting(context, user_id, [song.id, "x"])] == ["Here"]
