"""POST /generations: compose a song from nothing."""

from typing import Any

from apiflask import APIBlueprint

from backend.services import generations
from backend.services import jobs as user_jobs
from backend.web.api.schemas import JobOut
from backend.web.api.wishes import GenerationIn
from backend.web.parts import context
from backend.web.who import require_user, user_id

blueprint = APIBlueprint("generations", __name__, tag="Compose")
blueprint.before_request(require_user)


@blueprint.post("/generations")
@blueprint.input(GenerationIn, arg_name="asked")
@blueprint.output(JobOut, status_code=202, description="Queued; follow its events.")
@blueprint.doc(security=["token", "session"], responses=[401, 429, 503])
def generate(asked: GenerationIn) -> dict[str, Any]:
    """Compose a song."""
    job = generations.ask(context(), user_id(), asked.model_dump(exclude_unset=True))
    return {"job": user_jobs.described(job)}
