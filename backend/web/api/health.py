"""GET /health: whether the studio is up."""

from typing import Any

from apiflask import APIBlueprint

from backend.services import health
from backend.web.api.schemas import HealthOut
from backend.web.parts import context

blueprint = APIBlueprint("health", __name__, tag="Health")


@blueprint.get("/health")
@blueprint.output(HealthOut)
def check() -> dict[str, Any]:
    """Ask how the studio is."""
    return health.check(context())
