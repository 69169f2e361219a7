"""Whether the studio is well, for monitors and for scripts that wait until it is up."""

from typing import Any

from backend.jobs.heartbeat import living
from backend.services.context import Context
from backend.settings import VERSION


def check(context: Context) -> dict[str, Any]:
    """Answers if the database does; says whether a worker lives and how many genres there are."""
    return {
        "status": "ok",
        "worker": living(context.session) > 0,
        "models": len(context.composer.cards()),
        "version": VERSION,
    }
