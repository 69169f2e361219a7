"""/songs/<id>/takes/<n>: one take: its notes, its name and star, gone and brought back."""

import io
import json
from typing import Any

from apiflask import APIBlueprint
from flask import Response, jsonify, send_file

from backend.services import changes, recipes, songs
from backend.web.api.answers import stream
from backend.web.api.asked import TakeChangeIn, VersionIn
from backend.web.api.music_schemas import ScoreOut
from backend.web.api.song_schemas import SongOut
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


@blueprint.get("/<int:number>/recipe")
@blueprint.doc(
    security=["token", "session"], responses=stream("application/json", "The recipe", binary=True)
)
def recipe(song_id: str, number: int) -> Response:
    """Download the recipe of a take: what was asked, seed, models, edits."""
    told = recipes.document(context(), user_id(), song_id, number)
    name = songs.filename_of(songs.get(context(), user_id(), song_id), number)
    data = json.dumps(told, indent=1, ensure_ascii=False).encode()
    return send_file(
        io.BytesIO(data), "application/json", as_attachment=True,
        download_name=name.replace(".mid", " recipe.json"),
    )  # fmt: skip


@blueprint.patch("/<int:number>")
@blueprint.input(TakeChangeIn, arg_name="asked")
@blueprint.output(SongOut)
@blueprint.doc(security=["token", "session"], responses=[401])
def change(song_id: str, number: int, asked: TakeChangeIn) -> dict[str, Any]:
    """Name a take, or star it."""
    song = changes.change_take(context(), user_id(), song_id, number, asked.name, asked.starred)
    return {"song": songs.in_full(song)}


@blueprint.delete("/<int:number>")
@blueprint.output(SongOut, description="The song without it.")
@blueprint.doc(security=["token", "session"], responses=[401])
def delete(song_id: str, number: int) -> dict[str, Any]:
    """Delete a take; what was made from it stays. It can be brought back for 30 days."""
    return {"song": songs.in_full(changes.delete_take(context(), user_id(), song_id, number))}


@blueprint.post("/<int:number>/restore")
@blueprint.output(SongOut)
@blueprint.doc(security=["token", "session"], responses=[401])
def restore(song_id: str, number: int) -> dict[str, Any]:
    """Bring a deleted take back."""
    return {"song": songs.in_full(changes.restore_take(context(), user_id(), song_id, number))}
