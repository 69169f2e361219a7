"""GET /models: which genres are trained, and what is known about them."""

from typing import Any

from apiflask import APIBlueprint

from backend.web.api.schemas import ModelsOut
from backend.web.parts import parts

blueprint = APIBlueprint("models", __name__, tag="Models")


@blueprint.get("/models")
@blueprint.output(ModelsOut)
def models() -> dict[str, Any]:
    """List the trained genres."""
    return {"models": parts().composer.cards()}
