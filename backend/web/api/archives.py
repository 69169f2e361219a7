"""POST /archives: several songs as one zip of MIDI files."""

from apiflask import APIBlueprint
from flask import Response, stream_with_context

from backend.services import archives
from backend.web.api.answers import stream
from backend.web.api.asked import SongIdsIn
from backend.web.parts import context
from backend.web.who import require_user, user_id

blueprint = APIBlueprint("archives", __name__, tag="Songs", url_prefix="/archives")
blueprint.before_request(require_user)


@blueprint.post("")
@blueprint.input(SongIdsIn, arg_name="asked")
@blueprint.doc(
    security=["token", "session"], responses=stream("application/zip", "The files", binary=True)
)
def make(asked: SongIdsIn) -> Response:
    """Download several songs."""
    return zipped(user_id(), asked.songs)


def zipped(owner: str, song_ids: list[str]) -> Response:
    """The answer that is sent while the zip is being made; refuses before the first byte."""
    files = archives.entries(context(), owner, song_ids)
    pieces = archives.streamed(context(), owner, files)
    return Response(
        stream_with_context(pieces),
        mimetype="application/zip",
        headers={"Content-Disposition": 'attachment; filename="Cadenza songs.zip"'},
    )
