"""The bell rings when somebody else has written, and soon."""

import threading
import time

from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from backend.jobs import Bell
from backend.settings import Settings

WRITE = text("INSERT INTO workers (id, seen_at) VALUES (hex(randomblob(8)), 0)")


def test_it_is_silent_when_nothing_happens(settings: Settings) -> None:
    with Bell(settings.database_url) as bell:
        assert bell.wait(0.05) is False


def test_it_rings_for_what_came_before_the_wait(
    settings: Settings, sessions: sessionmaker[Session]
) -> None:
    with Bell(settings.database_url) as bell, sessions() as session:
        session.execute(WRITE)
        session.commit()
        assert bell.wait(0) is True
        assert bell.wait(0) is False


def test_it_rings_soon(settings: Settings, sessions: sessionmaker[Session]) -> None:
    written: list[float] = []

    def write() -> None:
        time.sleep(0.05)
        with sessions() as session:
            session.execute(WRITE)
            session.commit()
        written.append(time.monotonic())

    delays = []
    for _ in range(5):
        with Bell(settings.database_url) as bell:
            thread = threading.Thread(target=write)
            thread.start()
            assert bell.wait(5) is True
            heard = time.monotonic()
            thread.join()
            delays.append(heard - written[-1])
    assert sorted(delays)[2] < 0.03


def test_it_ticks_where_it_cannot_hear() -> None:
    with Bell("postgresql://nobody@nowhere/nothing") as bell:
        started = time.monotonic()
        assert bell.wait(10) is True
        assert time.monotonic() - started < 0.5
