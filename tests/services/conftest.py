"""Use cases without a request: a context over a database of their own."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from backend.db import User, connect
from backend.services.context import Context
from backend.settings import Settings
from backend.storage import LocalFiles
from tests.fakes import FakeComposer


@pytest.fixture
def context(settings: Settings, composer: FakeComposer) -> Iterator[Context]:
    engine = connect(settings.database_url)
    with Session(engine) as session:
        yield Context(session, LocalFiles(settings.songs), composer, settings)
    engine.dispose()


@pytest.fixture
def user_id(context: Context) -> str:
    user = User(email="ada@example.org", name="Ada", password_hash="-")
    context.session.add(user)
    context.session.commit()
    return user.id
