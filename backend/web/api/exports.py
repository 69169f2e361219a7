"""/songs/<id>/takes/<n>/exports: a take as sound and as other files."""

import os
from typing import Any

from apiflask import APIBlueprint
from flask import request, send_file
from werkzeug.wrappers import Response

from backend.services import exports
from backend.services import jobs as user_jobs
from backend.web.api.answers import stream
from backend.web.api.asked import ExportIn
from backend.web.api.schemas import ExportOut
from backend.web.parts import context
from backend.web.who import require_user, user_id

blueprint = APIBlueprint(
    "exports", __name__, tag="Songs", url_prefix="/songs/<song_id>/takes/<int:number>/exports"
)
blueprint.before_request(require_user)


@blueprint.post("")
@blueprint.input(ExportIn, arg_name="asked")
@blueprint.output(ExportOut, description="Ready, or the job that makes it.")
@blueprint.doc(security=["token", "session"], responses=[401, 404, 422, 429, 503])
def ask(song_id: str, number: int, asked: ExportIn) -> dict[str, Any]:
    """Have a take exported; what was made already is ready at once."""
    made = exports.ask(context(), user_id(), song_id, number, asked.kind)
    job = user_jobs.described(made.job) if made.job else None
    return {"kind": made.name, "ready": job is None, "job": job}


@blueprint.get("/<kind>")
@blueprint.doc(
    security=["token", "session"],
    responses={**stream("application/octet-stream", "The file", binary=True), 404: "Not made yet"},
)
def download(song_id: str, number: int, kind: str) -> Response:
    """Download a finished export; parts of it can be asked for by Range."""
    file, name = exports.opened(context(), user_id(), song_id, number, kind)
    mimetype = exports.kind_of(kind).mimetype
    response = send_file(file, mimetype, as_attachment=True, download_name=name, conditional=False)
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    response.content_length = size  # what Werkzeug cannot know of an open file
    return response.make_conditional(request.environ, accept_ranges=True, complete_length=size)
