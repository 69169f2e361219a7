"""POST /regenerations: write some bars of a piece again."""

from typing import Any

from apiflask import APIBlueprint

from backend.services import jobs as user_jobs
from backend.services import rewrites
from backend.web.api.schemas import JobOut
from backend.web.api.sourced import source_of, sourced, wishes_of
from backend.web.api.wishes import RegenerationIn
from backend.web.parts import context
from backend.web.who import require_user, user_id

blueprint = APIBlueprint("regenerations", __name__, tag="Regenerate")
blueprint.before_request(require_user)


@blueprint.post("/regenerations")
@sourced(blueprint, RegenerationIn)
@blueprint.output(JobOut, status_code=202, description="Queued; follow its events.")
@blueprint.doc(security=["token", "session"], responses=[400, 401, 404, 413, 429, 503])
def regenerate(asked: RegenerationIn) -> dict[str, Any]:
    """Write bars of chosen tracks again; of a song of yours, as more takes of it."""
    source, wishes = source_of(asked), wishes_of(asked)
    job = rewrites.ask(context(), user_id(), rewrites.REGENERATION, source, wishes)
    return {"job": user_jobs.described(job)}
