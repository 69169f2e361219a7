"""A queue without a web: a database, sessions and one user."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session, sessionmaker

from backend.db import User, connect
from backend.settings import Settings


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """With a lease that the dead lose soon, and the living keep on a busy machine."""
    return replace(settings, lease_seconds=2.0)


@pytest.fixture
def sessions(settings: Settings) -> Iterator[sessionmaker[Session]]:
    engine = connect(settings.database_url)
    yield sessionmaker(engine, expire_on_commit=False)
    engine.dispose()


@pytest.fixture
def user_id(sessions: sessionmaker[Session]) -> str:
    with sessions() as session:
        user = User(email="ada@example.org", name="Ada", password_hash="-")
        session.add(user)
        session.commit()
        return user.id
