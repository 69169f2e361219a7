"""POST /joinings: write one more player beside a piece."""

from typing import Any

from apiflask import APIBlueprint

from backend.services import jobs as user_jobs
from backend.services import rewrites
from backend.web.api.schemas import JobOut
from backend.web.api.sourced import source_of, sourced, wishes_of
from backend.web.api.wishes import JoiningIn
from backend.web.parts import context
from backend.web.who import require_user, user_id

blueprint = APIBlueprint("joinings", __name__, tag="Join")
blueprint.before_request(require_user)


@blueprint.post("/joinings")
@sourced(blueprint, JoiningIn)
@blueprint.output(JobOut, status_code=202, description="Queued; follow its events.")
@blueprint.doc(security=["token", "session"], responses=[400, 401, 404, 413, 429, 503])
def join(asked: JoiningIn) -> dict[str, Any]:
    """Write a new player; of a song of yours, as more takes of it. Every other note stays."""
    source, wishes = source_of(asked), wishes_of(asked)
    job = rewrites.ask(context(), user_id(), rewrites.JOINING, source, wishes)
    return {"job": user_jobs.described(job)}
