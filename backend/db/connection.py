"""How a database is opened: SQLite in WAL mode, so that pages read while the worker writes."""

from typing import Any

from pydantic_core import from_json
from sqlalchemy import Engine, create_engine, event

BUSY_MS = 10_000  # a writer waits so long for another one, instead of failing at once
MAPPED = 256 * 1024 * 1024  # bytes of a database that are read where they lie


def engine_options(url: str) -> dict[str, Any]:
    """Options for `create_engine` that suit many short transactions from many threads."""
    options: dict[str, Any] = {
        "pool_size": 16,
        "max_overflow": 48,
        "pool_pre_ping": True,
        "json_deserializer": from_json,
    }  # in half of the time of json.loads
    if url.startswith("sqlite"):
        options |= {"pool_pre_ping": False, "connect_args": {"timeout": BUSY_MS / 1000}}
    return options


def connect(url: str) -> Engine:
    """An engine of its own, for a process that is no web server."""
    return prepared(create_engine(url, **engine_options(url)))


def prepared(engine: Engine) -> Engine:
    """Make every new connection of a SQLite engine durable enough and fast; returns the engine."""
    if engine.dialect.name == "sqlite" and not event.contains(engine, "connect", _pragmas):
        event.listen(engine, "connect", _pragmas)
    return engine


def _pragmas(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    # WAL with NORMAL loses no committed job when a process is killed, only when the power fails.
    # Mapped, all connections read the same memory: a whole library passes by without copies.
    for pragma in (
        "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", f"mmap_size={MAPPED}",
        f"busy_timeout={BUSY_MS}",
    ):  # fmt: skip
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
