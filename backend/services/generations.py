"""Compose a song from nothing: asked for here, written by a worker."""

from collections.abc import Mapping
from typing import Any

from backend import jobs
from backend.db import Job
from backend.services import keeping, works
from backend.services.composer import Composer
from backend.services.context import Context
from backend.services.texts import joined
from backend.storage import Files

NAME = "generation"


def ask(context: Context, user_id: str, request: Mapping[str, Any]) -> Job:
    """Queue a generation.

    Raises:
        BadRequestError, MissingModelError: it cannot be done as asked.
        BusyError: the user has too much under way.
    """
    full = _checked(context, request)
    works.refuse_if_busy(context, user_id)
    prompt = joined(str(request.get("prompt") or ""))
    payload = {"request": full, "prompt": prompt}
    return works.queue(context, user_id, NAME, payload, bars=full["bars"])


def plan(context: Context, request: Mapping[str, Any]) -> dict[str, Any]:
    """What would be planned for a generation, and the seed that makes it so.

    Raises:
        BadRequestError, MissingModelError: it cannot be done as asked.
    """
    full = _checked(context, request)
    return {"plan": context.composer.plan(full), "seed": full["seed"]}


def handler(composer: Composer, files: Files) -> jobs.Handler:
    """What a worker does with a generation."""

    def do(run: jobs.Run) -> jobs.Finish:
        request = run.payload["request"]
        outcomes = works.perform(
            run, lambda tell, cancelled: composer.compose(request, tell, cancelled)
        )
        return keeping.keep(run, files, outcomes, "composed")

    return do


def _checked(context: Context, request: Mapping[str, Any]) -> dict[str, Any]:
    """The request in full, without the words it came from: the engine has no use for them."""
    wishes = {name: value for name, value in request.items() if name != "prompt"}
    return works.with_seed(context.composer.checked_generation(wishes))
