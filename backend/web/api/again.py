"""POST /songs/<id>/takes/<n>/again: write a candidate that was left out once more."""

from typing import Any

from apiflask import APIBlueprint

from backend.services import again
from backend.services import jobs as user_jobs
from backend.web.api.schemas import JobOut
from backend.web.parts import context
from backend.web.who import require_user, user_id

blueprint = APIBlueprint("again", __name__, tag="Takes")
blueprint.before_request(require_user)


@blueprint.post("/songs/<song_id>/takes/<int:number>/again")
@blueprint.output(JobOut, status_code=202, description="Queued; follow its events.")
@blueprint.doc(security=["token", "session"], responses=[401, 404, 422, 429, 503])
def write_again(song_id: str, number: int) -> dict[str, Any]:
    """Write a left-out candidate again, with another seed; the others stay as they are."""
    return {"job": user_jobs.described(again.ask(context(), user_id(), song_id, number))}
