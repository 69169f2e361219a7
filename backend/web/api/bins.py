"""/bin: songs that were deleted less than 30 days ago."""

from apiflask import APIBlueprint
from flask import Response, jsonify

from backend.services import bins, shelf
from backend.services.shelf import Wanted
from backend.web.api.asked import PageIn, SongIdsIn
from backend.web.api.schemas import CountOut
from backend.web.api.song_schemas import SongsOut
from backend.web.parts import context
from backend.web.who import require_user, user_id

blueprint = APIBlueprint("bin", __name__, tag="Songs", url_prefix="/bin")
blueprint.before_request(require_user)


@blueprint.get("")
@blueprint.input(PageIn, location="query", arg_name="page")
@blueprint.output(SongsOut)
@blueprint.doc(security=["token", "session"], responses=[401])
def listed(page: PageIn) -> Response:
    """List the songs in the bin."""
    wanted = Wanted(page.q, binned=True, sort=page.sort)
    return jsonify(shelf.listed(context(), user_id(), wanted, page.cursor, page.limit)._asdict())


@blueprint.post("")
@blueprint.input(SongIdsIn, arg_name="asked")
@blueprint.output(CountOut)
@blueprint.doc(security=["token", "session"], responses=[401])
def put(asked: SongIdsIn) -> dict[str, int]:
    """Put several songs into the bin."""
    return {"songs": len(bins.put(context(), user_id(), asked.songs))}


@blueprint.post("/restore")
@blueprint.input(SongIdsIn, arg_name="asked")
@blueprint.output(CountOut)
@blueprint.doc(security=["token", "session"], responses=[401])
def restore(asked: SongIdsIn) -> dict[str, int]:
    """Take songs out of the bin again."""
    return {"songs": len(bins.restore(context(), user_id(), asked.songs))}


@blueprint.delete("/<song_id>")
@blueprint.doc(security=["token", "session"], responses={204: "Gone", 401: "Not signed in"})
def forget(song_id: str) -> tuple[str, int]:
    """Delete a song of the bin for good."""
    bins.forget(context(), user_id(), [song_id])
    return "", 204


@blueprint.delete("")
@blueprint.output(CountOut)
@blueprint.doc(security=["token", "session"], responses=[401])
def empty() -> dict[str, int]:
    """Delete all songs of the bin for good."""
    return {"songs": bins.empty(context(), user_id())}
