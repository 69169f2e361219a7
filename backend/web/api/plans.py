"""POST /plans: who would play how much in each bar, before a note is written."""

from typing import Any

from apiflask import APIBlueprint

from backend.services import generations
from backend.web.api.music_schemas import PlanOut
from backend.web.api.wishes import GenerationIn
from backend.web.parts import context
from backend.web.who import require_user

blueprint = APIBlueprint("plans", __name__, tag="Compose")
blueprint.before_request(require_user)


@blueprint.post("/plans")
@blueprint.input(GenerationIn, arg_name="asked")
@blueprint.output(PlanOut)
@blueprint.doc(security=["token", "session"], responses=[401, 503])
def plan(asked: GenerationIn) -> dict[str, Any]:
    """Plan a song, to edit the plan and send it back with the request."""
    return generations.plan(context(), asked.model_dump(exclude_unset=True))
