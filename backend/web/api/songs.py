"""/songs: the user's library."""

import io
from typing import Any

from apiflask import APIBlueprint
from flask import Response, jsonify, send_file

from backend.services import bins, changes, copies, shelf, songs
from backend.services.facets import facets as facets_of
from backend.services.shelf import Wanted
from backend.web.api.answers import stream
from backend.web.api.asked import ChangeIn, PageIn
from backend.web.api.music_schemas import ScoreOut
from backend.web.api.schemas import FacetsOut
from backend.web.api.song_schemas import SongOut, SongsOut
from backend.web.parts import context
from backend.web.who import require_user, user_id

blueprint = APIBlueprint("songs", __name__, tag="Songs", url_prefix="/songs")
blueprint.before_request(require_user)


@blueprint.get("")
@blueprint.input(PageIn, location="query", arg_name="page")
@blueprint.output(SongsOut)
@blueprint.doc(security=["token", "session"], responses=[401])
def listed(page: PageIn) -> Response:
    """List songs: searched, filtered and sorted, those first whose music changed last."""
    wanted = Wanted(
        page.q, page.kind, page.genre, page.mood, page.tag, page.slowest, page.fastest,
        page.favourites, sort=page.sort,
    )  # fmt: skip
    found = shelf.listed(context(), user_id(), wanted, page.cursor, page.limit)
    return jsonify(found._asdict())  # plain JSON as it is: checking it took half of the time


@blueprint.get("/facets")
@blueprint.output(FacetsOut)
@blueprint.doc(security=["token", "session"], responses=[401])
def facets() -> dict[str, Any]:
    """Count the songs of each kind, genre, mood, tempo and tag."""
    return facets_of(context(), user_id())


@blueprint.get("/<song_id>")
@blueprint.output(SongOut)
@blueprint.doc(security=["token", "session"], responses=[401])
def show(song_id: str) -> dict[str, Any]:
    """Show one song."""
    return {"song": songs.in_full(songs.get(context(), user_id(), song_id))}


@blueprint.patch("/<song_id>")
@blueprint.input(ChangeIn, arg_name="asked")
@blueprint.output(SongOut)
@blueprint.doc(security=["token", "session"], responses=[401])
def change(song_id: str, asked: ChangeIn) -> dict[str, Any]:
    """Rename a song, choose another of its takes, make it a favourite or none."""
    song = changes.change(context(), user_id(), song_id, asked.title, asked.take, asked.favourite)
    return {"song": songs.in_full(song)}


@blueprint.delete("/<song_id>")
@blueprint.doc(security=["token", "session"], responses={204: "In the bin", 401: "Not signed in"})
def delete(song_id: str) -> tuple[str, int]:
    """Put a song into the bin, where it waits for 30 days; see /bin."""
    bins.put(context(), user_id(), [song_id])
    return "", 204


@blueprint.post("/<song_id>/copies")
@blueprint.output(SongOut, status_code=201)
@blueprint.doc(security=["token", "session"], responses=[401])
def duplicate(song_id: str) -> dict[str, Any]:
    """Copy a song with all its takes."""
    return {"song": songs.in_full(copies.duplicate(context(), user_id(), song_id))}


@blueprint.post("/<song_id>/plays")
@blueprint.doc(security=["token", "session"], responses={204: "Noted", 401: "Not signed in"})
def played(song_id: str) -> tuple[str, int]:
    """Note that a song is being played, for the list of those played last."""
    changes.played(context(), user_id(), song_id)
    return "", 204


@blueprint.get("/<song_id>/score")
@blueprint.output(ScoreOut)
@blueprint.doc(security=["token", "session"], responses=[401])
def score(song_id: str) -> Response:
    """Get the notes of a song: those of its chosen take."""
    return jsonify(songs.score_of(context(), user_id(), song_id))


@blueprint.get("/<song_id>/source")
@blueprint.output(ScoreOut)
@blueprint.doc(security=["token", "session"], responses=[401])
def source(song_id: str) -> Response:
    """Get the notes of what a song was made from."""
    return jsonify(songs.source_of(context(), user_id(), song_id))


@blueprint.get("/<song_id>/midi")
@blueprint.doc(
    security=["token", "session"], responses=stream("audio/midi", "The file", binary=True)
)
def midi(song_id: str) -> Response:
    """Download a song as a MIDI file."""
    song = songs.get(context(), user_id(), song_id)
    data = songs.midi_of(context(), user_id(), song_id)
    name = songs.filename_of(song)
    return send_file(io.BytesIO(data), "audio/midi", as_attachment=True, download_name=name)
