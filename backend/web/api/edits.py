"""/songs/<id>/takes/<n>/edits: the edits that lie on a take."""

from typing import Any

from apiflask import APIBlueprint
from flask import request

from backend.services import edits, songs
from backend.services.errors import InvalidError
from backend.web.api.asked import CopyIn, EditsIn
from backend.web.api.music_schemas import EditsOut, EditsSchemaOut
from backend.web.api.song_schemas import KeptOut, SongOut
from backend.web.parts import context
from backend.web.who import require_user, user_id

blueprint = APIBlueprint("edits", __name__, tag="Edits")
blueprint.before_request(require_user)
_LIST = "/songs/<song_id>/takes/<int:number>/edits"


@blueprint.get("/edits/schema")
@blueprint.output(EditsSchemaOut)
@blueprint.doc(security=["token", "session"], responses=[401])
def schema() -> dict[str, Any]:
    """Get the JSON Schema of a list of edits: every verb with its parameters."""
    return {"edits": edits.schema()}


@blueprint.get(_LIST)
@blueprint.output(EditsOut)
@blueprint.doc(security=["token", "session"], responses=[401])
def show(song_id: str, number: int) -> dict[str, Any]:
    """Get the edits of a take."""
    return edits.get(context(), user_id(), song_id, number)._asdict()


@blueprint.put(_LIST)
@blueprint.input(EditsIn, arg_name="asked")
@blueprint.output(KeptOut)
@blueprint.doc(security=["token", "session"], responses=[401, 412])
def put(song_id: str, number: int, asked: EditsIn) -> dict[str, Any]:
    """Replace the edits of a take; If-Match says which revision is replaced."""
    new = edits.put(context(), user_id(), song_id, number, asked.edits, _revision())
    return new._asdict()


@blueprint.post(_LIST + "/copies")
@blueprint.input(CopyIn, arg_name="asked")
@blueprint.output(EditsOut, status_code=201)
@blueprint.doc(security=["token", "session"], responses=[401, 412])
def copy(song_id: str, number: int, asked: CopyIn) -> dict[str, Any]:
    """Add the edits of a take behind those of another take, of any song of yours."""
    return edits.copy(context(), user_id(), song_id, number, asked.song_id, asked.take)._asdict()


@blueprint.post("/songs/<song_id>/takes/<int:number>/bake")
@blueprint.output(SongOut, status_code=201)
@blueprint.doc(security=["token", "session"], responses=[401])
def bake(song_id: str, number: int) -> dict[str, Any]:
    """Make a new take out of a take and its edits."""
    return {"song": songs.in_full(edits.bake(context(), user_id(), song_id, number))}


def _revision() -> int:
    sent = request.headers.get("If-Match", "").strip('" ')
    if not sent.isdecimal():
        raise InvalidError(
            "It is not said which revision is replaced.", "Send it as If-Match.", "If-Match"
        )
    return int(sent)
