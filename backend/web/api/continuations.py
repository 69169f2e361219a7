"""POST /continuations: go on where a piece ends."""

from typing import Any

from apiflask import APIBlueprint

from backend.services import jobs as user_jobs
from backend.services import rewrites
from backend.web.api.schemas import JobOut
from backend.web.api.sourced import source_of, sourced, wishes_of
from backend.web.api.wishes import ContinuationIn
from backend.web.parts import context
from backend.web.who import require_user, user_id

blueprint = APIBlueprint("continuations", __name__, tag="Continue")
blueprint.before_request(require_user)


@blueprint.post("/continuations")
@sourced(blueprint, ContinuationIn)
@blueprint.output(JobOut, status_code=202, description="Queued; follow its events.")
@blueprint.doc(security=["token", "session"], responses=[400, 401, 404, 413, 429, 503])
def go_on(asked: ContinuationIn) -> dict[str, Any]:
    """Continue a MIDI file or a song of yours."""
    source, wishes = source_of(asked), wishes_of(asked)
    kind = rewrites.CONTINUATION._replace(stays=asked.as_take)
    job = rewrites.ask(context(), user_id(), kind, source, wishes)
    return {"job": user_jobs.described(job)}
