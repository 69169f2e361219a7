"""GET /moods: what each mood sets."""

from typing import Any

from apiflask import APIBlueprint

from backend.web.api.schemas import MoodsOut
from backend.web.parts import parts

blueprint = APIBlueprint("moods", __name__, tag="Compose")


@blueprint.get("/moods")
@blueprint.output(MoodsOut)
def moods() -> dict[str, Any]:
    """List the moods."""
    return {"moods": parts().composer.moods()}
