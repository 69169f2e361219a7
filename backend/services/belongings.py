"""What belongs to a user, read from the tables: a new one needs no line here.

Rows are those that lead to `users` by foreign keys; files are named by columns called `…_key`.
"""

from collections.abc import Iterator

from sqlalchemy import (
    ColumnElement,
    ForeignKeyConstraint,
    Table,
    false,
    or_,
    select,
    tuple_,
)

from backend.db import Base
from backend.services.context import Context

_USERS = Base.metadata.tables["users"]


def belongs(table: Table, user_id: str, *, closest: bool = False) -> ColumnElement[bool] | None:
    """Which rows of `table` are a user's; None if it has nothing to do with users.

    Args:
        table: any.
        user_id: whose.
        closest: only rows that name the user, if rows of this table name users at all: what others
            said about a user's song is theirs. Else all rows that go when the user goes.
    """
    if table is _USERS:
        return table.c.id == user_id
    ways = [c for c in table.foreign_key_constraints if c.referred_table is not table]
    named = [c for c in ways if c.referred_table is _USERS]
    found = []
    for way in named if closest and named else ways:
        condition = belongs(way.referred_table, user_id, closest=closest)
        if condition is not None:
            found.append(_through(table, way, condition))
    return or_(false(), *found) if found else None


def _through(
    table: Table, way: ForeignKeyConstraint, condition: ColumnElement[bool]
) -> ColumnElement[bool]:
    here = [table.c[key] for key in way.column_keys]
    there = [element.column for element in way.elements]
    return tuple_(*here).in_(select(*there).where(condition))


def keys(context: Context, user_id: str) -> Iterator[str]:
    """The keys of all files that are a user's."""
    for table in Base.metadata.sorted_tables:
        columns = [c for c in table.c if c.name.endswith("_key")]
        condition = belongs(table, user_id)
        if columns and condition is not None:
            for row in context.session.execute(select(*columns).where(condition)):
                yield from (key for key in row if key)
