"""POST /songs/<id>/rerolls: write the copied bars of a song again."""

from typing import Any

from apiflask import APIBlueprint

from backend.services import jobs as user_jobs
from backend.services import rewrites
from backend.services.sources import Own
from backend.web.api.schemas import JobOut
from backend.web.api.wishes import RerollIn
from backend.web.parts import context
from backend.web.who import require_user, user_id

blueprint = APIBlueprint("rerolls", __name__, tag="Regenerate")
blueprint.before_request(require_user)


@blueprint.post("/songs/<song_id>/rerolls")
@blueprint.input(RerollIn, arg_name="asked")
@blueprint.output(JobOut, status_code=202, description="Queued; follow its events.")
@blueprint.doc(security=["token", "session"], responses=[401, 429, 503])
def reroll(song_id: str, asked: RerollIn) -> dict[str, Any]:
    """Write the bars that are too near a training song again, as more takes."""
    own, wishes = Own(song_id, asked.take), asked.model_dump(exclude={"take"}, exclude_unset=True)
    return {"job": user_jobs.described(rewrites.ask_reroll(context(), user_id(), own, wishes))}
