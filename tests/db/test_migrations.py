"""The migrations make exactly the tables that the code declares, and can be taken back."""

import json
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text

from backend.db import Base, connect
from backend.db.extension import attach, db, migrate
from backend.settings import Settings
from tests.databases import SERVER


def test_the_migrated_tables_are_those_of_the_code(settings: Settings) -> None:
    engine = connect(settings.database_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_migrating_twice_changes_nothing(settings: Settings) -> None:
    before = schema(settings)
    migrate(settings.database_url)
    assert schema(settings) == before


def test_the_first_migration_can_be_taken_back(settings: Settings) -> None:
    app = Flask(__name__)
    attach(app, settings.database_url)
    with app.app_context():
        downgrade(revision="base")
        assert inspect(db.engine).get_table_names() == ["alembic_version"]
        db.engine.dispose()


def test_a_song_of_before_takes_becomes_one_with_one_take_and_back(settings: Settings) -> None:
    app = Flask(__name__)
    attach(app, settings.database_url)
    with app.app_context():
        downgrade(revision="0001")
        ask(settings, "INSERT INTO users VALUES ('u', 'a@b.cd', 'Ada', '-', 'system', 0)")
        old = "('s', 'u', 'j', 'demo', 'Old', 'jazz', 'songs/j.mid', NULL, '{\"bars\": 4}', 1.5)"
        names = "id, user_id, job_id, kind, title, genre, file_key, source_key, facts, created_at"
        ask(settings, f"INSERT INTO songs ({names}) VALUES {old}")
        upgrade()
        assert ask(settings, "SELECT id, title, chosen FROM songs") == [("s", "Old", 1)]
        facts = "CAST(facts AS TEXT)"
        found = f"SELECT song_id, number, job_id, file_key, {facts} FROM takes"
        assert ask(settings, found) == [("s", 1, "j", "songs/j.mid", '{"bars": 4}')]
        downgrade(revision="0001")
        assert ask(settings, f"SELECT title, file_key, {facts} FROM songs") == [
            ("Old", "songs/j.mid", '{"bars": 4}')
        ]
        db.engine.dispose()


def test_songs_of_before_the_library_are_entered_by_their_chosen_take(settings: Settings) -> None:
    facts = {"key": "Eb major", "tempo": 84.5, "recipe": {"request": {"mood": "calm"}}}
    app = Flask(__name__)
    attach(app, settings.database_url)
    with app.app_context():
        downgrade(revision="0002")
        ask(settings, "INSERT INTO users VALUES ('u', 'a@b.cd', 'Ada', '-', 'system', 0)")
        names = "id, user_id, kind, title, genre, chosen, created_at"
        song = "'s', 'u', 'composed', 'Café “Noir”', 'jazz', 2, 1.5"
        ask(settings, f"INSERT INTO songs ({names}) VALUES ({song})")
        names = "song_id, number, candidate, kind, file_key, facts, created_at"
        for number, known, moment in ((1, {}, 2.5), (2, facts, 3.5)):
            take = f"'s', {number}, 0, 'composed', 'songs/s.mid', '{json.dumps(known)}', {moment}"
            ask(settings, f"INSERT INTO takes ({names}) VALUES ({take})")
        upgrade()
        found = "mood, tempo, key, edited_at, favourite, deleted_at, search"
        (entry,) = ask(settings, f"SELECT {found} FROM songs")
        assert entry[:-1] == ("calm", 84.5, "Eb major", 3.5, 0, None)
        assert entry[-1] == "cafe “noir”\njazz jazz\ncomposed\neb major\ncalm\n"
        assert ask(settings, "SELECT name, starred FROM takes") == [(None, 0)] * 2
        downgrade(revision="0002")
        assert ask(settings, "SELECT count(*) FROM takes") == [(2,)]
        db.engine.dispose()


@pytest.mark.skipif(bool(SERVER), reason="about SQLite")
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


def ask(settings: Settings, query: str) -> list[tuple[Any, ...]]:
    """Rows of a query; what another statement did is kept."""
    engine = connect(settings.database_url)
    with engine.begin() as connection:
        answer = connection.execute(text(query.replace(":", "\\:")))
        rows = [tuple(row) for row in answer] if answer.returns_rows else []
    engine.dispose()
    return rows


def schema(settings: Settings) -> dict[str, Any]:
    """Every table with its columns, keys and indexes, as text."""
    engine = connect(settings.database_url)
    found = inspect(engine)
    tables = {
        name: [
            str(part(name))
            for part in (found.get_columns, found.get_foreign_keys, found.get_indexes)
        ]
        for name in found.get_table_names()
    }
    engine.dispose()
    return tables
