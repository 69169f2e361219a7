"""The migrations make exactly the tables that the code declares, and can be taken back."""

import sqlite3
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade
from sqlalchemy import inspect

from backend.db import Base, connect
from backend.db.extension import attach, migrate
from backend.settings import Settings


def test_the_migrated_tables_are_those_of_the_code(settings: Settings) -> None:
    engine = connect(settings.database_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_migrating_twice_changes_nothing(settings: Settings) -> None:
    path = settings.instance / "cadenza.sqlite3"
    before = schema(path)
    migrate(settings.database_url)
    assert schema(path) == before


def test_the_first_migration_can_be_taken_back(settings: Settings) -> None:
    app = Flask(__name__)
    attach(app, settings.database_url)
    with app.app_context():
        downgrade(revision="base")
        from backend.db.extension import db

        assert inspect(db.engine).get_table_names() == ["alembic_version"]
        db.engine.dispose()


def test_sqlite_lets_pages_read_while_a_worker_writes(settings: Settings) -> None:
    engine = connect(settings.database_url)
    with engine.connect() as connection:
        answers = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    engine.dispose()
    assert answers == {
        "journal_mode": "wal",
        "synchronous": 1,
        "foreign_keys": 1,
        "busy_timeout": 10_000,
    }


def schema(path: Path) -> list[tuple[str, ...]]:
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
    connection.close()
    return rows
