"""Run by Alembic for every migration: says which database and which tables are meant."""

from alembic import context
from flask import current_app

_extension = current_app.extensions["migrate"]


def _run() -> None:
    with _extension.db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=_extension.db.metadata,
            **_extension.configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()


_run()
