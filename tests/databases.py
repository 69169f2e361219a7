"""A database for each test: a copy of one that was migrated once, in SQLite or in PostgreSQL.

CADENZA_TEST_DATABASE names a PostgreSQL server, as `postgresql+psycopg://user@host:port/postgres`;
its user must be allowed to make databases. Without it every test has a SQLite file of its own.
"""

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine, create_engine, make_url, text

from backend.commands import prepare
from backend.settings import Settings

SERVER = os.environ.get("CADENZA_TEST_DATABASE", "")


class Databases(Protocol):
    """Gives databases with all tables and nothing in them."""

    def fresh(self, instance: Path) -> str:
        """The setting `database` for a studio in the folder `instance`."""

    def drop(self, database: str) -> None:
        """Take one away again."""


class SQLiteFiles:
    """Copies of a file, each in the folder of its instance."""

    def __init__(self, folder: Path) -> None:
        prepare(Settings(instance=folder))
        self._template = folder / "cadenza.sqlite3"

    def fresh(self, instance: Path) -> str:
        """Empty: the instance's own."""
        shutil.copy(self._template, instance)
        return ""

    def drop(self, database: str) -> None:
        """It goes with its folder."""


class PostgresDatabases:
    """Databases of a server, copied by itself from one that was migrated."""

    def __init__(self, server: Engine, folder: Path) -> None:
        self._server = server
        self._template = self._make("template0")
        prepare(Settings(instance=folder, database=self._address(self._template)))

    def fresh(self, instance: Path) -> str:
        """The address of a new one."""
        return self._address(self._make(self._template))

    def drop(self, database: str) -> None:
        """Gone, whoever is connected still."""
        self._execute(f'DROP DATABASE "{make_url(database).database}" WITH (FORCE)')

    def close(self) -> None:
        """Take the first one away too."""
        self.drop(self._address(self._template))

    def _make(self, template: str) -> str:
        name = f"cadenza_test_{uuid.uuid4().hex}"
        self._execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return name

    def _address(self, name: str) -> str:
        return self._server.url.set(database=name).render_as_string(hide_password=False)

    def _execute(self, statement: str) -> None:
        with self._server.connect() as connection:
            connection.execute(text(statement))


@contextmanager
def databases(folder: Path) -> Iterator[Databases]:
    """What the environment asks for."""
    if not SERVER:
        yield SQLiteFiles(folder)
        return
    server = create_engine(SERVER, isolation_level="AUTOCOMMIT")
    made = PostgresDatabases(server, folder)
    yield made
    made.close()
    server.dispose()
