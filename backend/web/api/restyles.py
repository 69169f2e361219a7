"""POST /restyles: write a piece anew in another genre."""

from typing import Any

from apiflask import APIBlueprint

from backend.services import jobs as user_jobs
from backend.services import rewrites
from backend.web.api.schemas import JobOut
from backend.web.api.sourced import source_of, sourced, wishes_of
from backend.web.api.wishes import RestyleIn
from backend.web.parts import context
from backend.web.who import require_user, user_id

blueprint = APIBlueprint("restyles", __name__, tag="Restyle")
blueprint.before_request(require_user)


@blueprint.post("/restyles")
@sourced(blueprint, RestyleIn)
@blueprint.output(JobOut, status_code=202, description="Queued; follow its events.")
@blueprint.doc(security=["token", "session"], responses=[400, 401, 404, 413, 429, 503])
def restyle(asked: RestyleIn) -> dict[str, Any]:
    """Restyle a MIDI file or a song of yours."""
    source, wishes = source_of(asked), wishes_of(asked)
    job = rewrites.ask(context(), user_id(), rewrites.RESTYLE, source, wishes)
    return {"job": user_jobs.described(job)}
