"""POST /prompts: words about music → what they ask for."""

from typing import Any

from apiflask import APIBlueprint

from backend.services import prompts
from backend.web.api.asked import PromptIn
from backend.web.api.music_schemas import PromptOut
from backend.web.who import require_user

blueprint = APIBlueprint("prompts", __name__, tag="Compose")
blueprint.before_request(require_user)


@blueprint.post("/prompts")
@blueprint.input(PromptIn, arg_name="asked")
@blueprint.output(PromptOut)
@blueprint.doc(security=["token", "session"], responses=[401])
def read(asked: PromptIn) -> dict[str, Any]:
    """Read a prompt; nothing is composed yet."""
    return prompts.read(asked.text)
