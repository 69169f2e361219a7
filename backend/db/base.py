"""The ground that every table stands on: names of constraints, how JSON is kept, new ids."""

import secrets
from typing import Any

from sqlalchemy import JSON, MetaData
from sqlalchemy.orm import DeclarativeBase

# Names that a migration can refer to on every database.
_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"  # no l, o, 0 or 1: an id can be read aloud


def new_id() -> str:
    """A name that nobody guesses: 16 signs of 32, 80 bits."""
    return "".join(secrets.choice(_LETTERS) for _ in range(16))


class Base(DeclarativeBase):
    """Times are seconds since 1970 in UTC; JSON columns hold plain JSON.

    What belongs to a user leads to `users` by foreign keys that delete with it, and a column whose
    name ends in `_key` holds the key of a file: export and deletion find both by that.
    """

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map = {  # noqa: RUF012 — SQLAlchemy's own declaration
        dict[str, Any]: JSON,
        list[dict[str, Any]]: JSON,
    }
