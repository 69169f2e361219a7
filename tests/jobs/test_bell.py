"""The bell rings when somebody else has written; by the clock where it cannot hear."""

import threading

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from backend.jobs import Bell
from backend.settings import Settings
from tests.databases import SERVER

hears = pytest.mark.skipif(bool(SERVER), reason="only SQLite is listened to")

WRITE = text("INSERT INTO workers (id, seen_at) VALUES (hex(randomblob(8)), 0)")


@hears
def test_it_is_silent_when_nothing_happens(settings: Settings) -> None:
    with Bell(settings.database_url) as bell:
        assert bell.wait(0.05) is False


@hears
def test_it_rings_for_what_came_before_the_wait(
    settings: Settings, sessions: sessionmaker[Session]
) -> None:
    with Bell(settings.database_url) as bell, sessions() as session:
        session.execute(WRITE)
        session.commit()
        assert bell.wait(0) is True
        assert bell.wait(0) is False


@hears
def test_it_rings_for_what_comes_during_the_wait(
    settings: Settings, sessions: sessionmaker[Session]
) -> None:
    def write() -> None:
        with sessions() as session:
            session.execute(WRITE)
            session.commit()

    with Bell(settings.database_url) as bell:
        thread = threading.Timer(0.05, write)
        thread.start()
        assert bell.wait(60) is True  # False would mean that only the time was over
        thread.join()


def test_it_ticks_where_it_cannot_hear() -> None:
    with Bell("postgresql://nobody@nowhere/nothing") as bell:
        assert bell.wait(3600) is True
