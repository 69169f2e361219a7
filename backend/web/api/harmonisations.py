"""POST /harmonisations: give a single voice chords and a band."""

from typing import Any

from apiflask import APIBlueprint

from backend.services import jobs as user_jobs
from backend.services import rewrites
from backend.web.api.schemas import JobOut
from backend.web.api.sourced import source_of, sourced, wishes_of
from backend.web.api.wishes import HarmonisationIn
from backend.web.parts import context
from backend.web.who import require_user, user_id

blueprint = APIBlueprint("harmonisations", __name__, tag="Harmonise")
blueprint.before_request(require_user)


@blueprint.post("/harmonisations")
@sourced(blueprint, HarmonisationIn)
@blueprint.output(JobOut, status_code=202, description="Queued; follow its events.")
@blueprint.doc(security=["token", "session"], responses=[400, 401, 404, 413, 429, 503])
def harmonise(asked: HarmonisationIn) -> dict[str, Any]:
    """Harmonise the tune of a MIDI file or a song of yours."""
    source, wishes = source_of(asked), wishes_of(asked)
    job = rewrites.ask(context(), user_id(), rewrites.HARMONISATION, source, wishes)
    return {"job": user_jobs.described(job)}
