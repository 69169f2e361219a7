"""POST /restyles: write an uploaded song anew in another genre."""

from typing import Any

from apiflask import APIBlueprint

from backend.services import jobs as user_jobs
from backend.services import restyles
from backend.web.api.schemas import JobOut, RestyleIn
from backend.web.parts import context
from backend.web.who import require_user, user_id

blueprint = APIBlueprint("restyles", __name__, tag="Restyle")
blueprint.before_request(require_user)


@blueprint.post("/restyles")
@blueprint.input(RestyleIn, location="form_and_files", arg_name="asked")
@blueprint.output(JobOut, status_code=202, description="Queued; follow its events.")
@blueprint.doc(security=["token", "session"], responses=[400, 401, 413, 429, 503])
def restyle(asked: RestyleIn) -> dict[str, Any]:
    """Restyle a MIDI file."""
    owner = user_id()
    request = asked.model_dump(exclude={"file"})
    request["keep"] = [name.strip() for name in asked.keep.split(",") if name.strip()]
    data, filename = asked.file.read(), asked.file.filename or ""
    job = restyles.ask(context(), owner, data, filename, request)
    return {"job": user_jobs.described(job)}
