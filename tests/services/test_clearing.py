"""Exports that nobody asks for any more go, by a clock of the test's own, and no others do."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from backend.db import Render, connect
from backend.services.context import Context
from backend.services.exports import shelf
from backend.storage import LocalFiles

DAY = 24 * 3600.0
NOW = 1e9  # seconds since 1970
SIZE = 10


@pytest.fixture
def stand(context: Context) -> Callable[..., None]:
    """Puts files on the shelf that were last used so many seconds ago."""

    def put(**ages: float) -> None:
        for name, age in ages.items():
            context.files.put(key := f"exports/{name}.mp3", b"x" * SIZE)
            context.session.add(Render(key=key, size=SIZE, used_at=NOW - age))
        context.session.commit()

    return put


def cleared(context: Context, files: LocalFiles | None = None, most: int = 1000) -> list[str]:
    settings = replace(context.settings, exports_days=14, exports_bytes=most)
    gone = shelf.clear(files or context.files, settings, context.session, lambda: NOW)
    return [key.removeprefix("exports/").removesuffix(".mp3") for key in gone]


def there(context: Context) -> list[str]:
    assert isinstance(context.files, LocalFiles)
    return sorted(path.stem for path in (context.settings.songs / "exports").iterdir())


def test_what_was_not_used_for_days_goes(context: Context, stand: Callable[..., None]) -> None:
    stand(old=15 * DAY, older=16 * DAY, new=13 * DAY)
    assert cleared(context) == ["older", "old"]
    assert there(context) == ["new"]
    assert cleared(context) == []


def test_what_is_over_the_size_goes_the_longest_unused_first(
    context: Context, stand: Callable[..., None]
) -> None:
    stand(a=3 * DAY, b=2 * DAY, c=DAY, d=0)
    assert cleared(context, most=2 * SIZE) == ["a", "b"]
    assert there(context) == ["c", "d"]


def test_what_was_used_a_moment_ago_stays_however_much_there_is(
    context: Context, stand: Callable[..., None]
) -> None:
    stand(a=601, b=599, c=0)
    assert cleared(context, most=0) == ["a"]
    assert there(context) == ["b", "c"]


@pytest.mark.parametrize("rival", ["a worker", "a reader"])
def test_others_may_come_between(context: Context, stand: Callable[..., None], rival: str) -> None:
    """Between our look and our deed another worker takes the file, or somebody asks for it."""
    stand(first=16 * DAY, second=15 * DAY)
    others = connect(context.settings.database_url)
    come: list[str] = []

    def between(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith("DELETE FROM renders") or come:
            return
        come.append(rival)
        with Session(others) as other:
            if rival == "a reader":
                opened = shelf.find(other, context.files, "exports/first.mp3")
                assert opened
                opened.close()
            else:
                shelf.forget(other, ["exports/first.mp3"])
                other.commit()

    event.listen(context.session.get_bind(), "before_cursor_execute", between)
    assert cleared(context) == ["second"]
    others.dispose()
    assert come
    assert there(context) == ["first"]
