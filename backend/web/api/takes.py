"""/songs/<id>/takes/<n>: the notes of one take."""

import io

from apiflask import APIBlueprint
from flask import Response, jsonify, send_file

from backend.services import songs
from backend.web.api.answers import stream
from backend.web.api.asked import VersionIn
from backend.web.api.schemas import ScoreOut
from backend.web.parts import context
from backend.web.who import require_user, user_id

blueprint = APIBlueprint("takes", __name__, tag="Songs", url_prefix="/songs/<song_id>/takes")
blueprint.before_request(require_user)


@blueprint.get("/<int:number>/score")
@blueprint.input(VersionIn, location="query", arg_name="version")
@blueprint.output(ScoreOut)
@blueprint.doc(security=["token", "session"], responses=[401])
def score(song_id: str, number: int, version: VersionIn) -> Response:
    """Get the notes of a take."""
    return jsonify(songs.score_of(context(), user_id(), song_id, number, base=version.base))


@blueprint.get("/<int:number>/midi")
@blueprint.input(VersionIn, location="query", arg_name="version")
@blueprint.doc(
    security=["token", "session"], responses=stream("audio/midi", "The file", binary=True)
)
def midi(song_id: str, number: int, version: VersionIn) -> Response:
    """Download a take as a MIDI file."""
    song = songs.get(context(), user_id(), song_id)
    data = songs.midi_of(context(), user_id(), song_id, number, base=version.base)
    name = songs.filename_of(song, number)
    return send_file(io.BytesIO(data), "audio/midi", as_attachment=True, download_name=name)
