"""/shared/<key>: the notes of what anybody may hear, and that it was heard."""

from apiflask import APIBlueprint
from flask import Response, jsonify, send_file
from werkzeug.wrappers import Response as WerkzeugResponse

from backend.services import exports, pieces, reception
from backend.web.api.music_schemas import ScoreOut
from backend.web.limits import may_engrave
from backend.web.parts import context
from backend.web.visitors import visitor

blueprint = APIBlueprint("shared", __name__, tag="Shared songs", url_prefix="/shared/<key>")


@blueprint.get("/score")
@blueprint.output(ScoreOut)
@blueprint.doc(responses=[404])
def score(key: str) -> Response:
    """Get the notes of a shared song or of one of our own."""
    return jsonify(pieces.score_of(context(), pieces.find(context(), key)))


@blueprint.get("/source")
@blueprint.output(ScoreOut)
@blueprint.doc(responses=[404])
def source(key: str) -> Response:
    """Get the notes that one of our own songs was made from."""
    return jsonify(pieces.source_of(pieces.find(context(), key)))


@blueprint.get("/sheets/<name>")
@blueprint.doc(
    responses={
        200: "The score, a system at a time",
        202: "It is being made; ask again",
        404: "Not there",
        422: "It could not be written down",
        429: "Its owner has too much under way, or this address has had many",
    }
)
def sheet(key: str, name: str) -> tuple[Response, int] | WerkzeugResponse:
    """Get the engraved score, as GET /songs/<id>/takes/<n>/exports/sheet-WIDTH or tune-WIDTH."""
    file = exports.sheet(context(), pieces.find(context(), key), name, may_engrave)
    if file is None:
        return jsonify(ready=False), 202
    return send_file(file, "application/json")


@blueprint.post("/plays")
@blueprint.doc(responses={204: "Counted", 404: "Not there"})
def plays(key: str) -> tuple[str, int]:
    """Say that it is heard; one visitor counts once a day."""
    reception.count_play(context(), pieces.find(context(), key), visitor())
    return "", 204
