"""/tags: words of the user's own that songs hang under."""

from typing import Any

from apiflask import APIBlueprint

from backend.services import tags
from backend.web.api.asked import HangIn, TagIn
from backend.web.api.schemas import CountOut, TagsOut
from backend.web.api.song_schemas import Hung
from backend.web.parts import context
from backend.web.who import require_user, user_id

blueprint = APIBlueprint("tags", __name__, tag="Songs", url_prefix="/tags")
blueprint.before_request(require_user)


@blueprint.get("")
@blueprint.output(TagsOut)
@blueprint.doc(security=["token", "session"], responses=[401])
def listed() -> dict[str, Any]:
    """List the tags."""
    return {"tags": tags.listed(context(), user_id())}


@blueprint.post("")
@blueprint.input(TagIn, arg_name="asked")
@blueprint.output(Hung, status_code=201)
@blueprint.doc(security=["token", "session"], responses=[401])
def make(asked: TagIn) -> dict[str, str]:
    """Make a tag; one that is there already is given back."""
    tag = tags.make(context(), user_id(), asked.name)
    return {"id": tag.id, "name": tag.name}


@blueprint.patch("/<tag_id>")
@blueprint.input(TagIn, arg_name="asked")
@blueprint.output(Hung)
@blueprint.doc(security=["token", "session"], responses=[401])
def rename(tag_id: str, asked: TagIn) -> dict[str, str]:
    """Rename a tag."""
    tag = tags.rename(context(), user_id(), tag_id, asked.name)
    return {"id": tag.id, "name": tag.name}


@blueprint.delete("/<tag_id>")
@blueprint.doc(security=["token", "session"], responses={204: "Gone", 401: "Not signed in"})
def remove(tag_id: str) -> tuple[str, int]:
    """Take a tag away; the songs stay."""
    tags.remove(context(), user_id(), tag_id)
    return "", 204


@blueprint.post("/<tag_id>/songs")
@blueprint.input(HangIn, arg_name="asked")
@blueprint.output(CountOut)
@blueprint.doc(security=["token", "session"], responses=[401])
def hang(tag_id: str, asked: HangIn) -> dict[str, int]:
    """Hang songs under a tag, or take it off them."""
    name = tags.get(context(), user_id(), tag_id).name
    if asked.off:
        return {"songs": tags.take_off(context(), user_id(), asked.songs, name)}
    tags.hang(context(), user_id(), asked.songs, name)
    return {"songs": len(set(asked.songs))}
