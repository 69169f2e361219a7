"""/recordings and /songs/<id>/recording: sound that is listened to, and stays beside its song."""

import os
from typing import Any, BinaryIO, cast

from apiflask import APIBlueprint
from flask import request, send_file
from werkzeug.wrappers import Response

from backend.services import jobs as user_jobs
from backend.services import recordings
from backend.services.errors import InvalidError
from backend.web.api.answers import stream
from backend.web.api.asked import RecordingIn
from backend.web.api.schemas import JobOut
from backend.web.limits import by_user, limiter, upload_limit
from backend.web.parts import context, parts
from backend.web.who import require_user, user_id

blueprint = APIBlueprint("recordings", __name__, tag="Recordings")
blueprint.before_request(require_user)


def allow() -> None:
    """Let a recording be larger than what else is sent."""
    if request.endpoint == "recordings.listen":
        request.max_content_length = parts().settings.recording_bytes


@blueprint.post("/recordings")
@blueprint.input(RecordingIn, location="query", arg_name="asked")
@blueprint.output(JobOut, status_code=202, description="Queued; `bars` are hundredths of it.")
@blueprint.doc(security=["token", "session"], responses=[400, 401, 413, 422, 429, 503])
@limiter.limit(upload_limit, key_func=by_user)
def listen(asked: RecordingIn) -> dict[str, Any]:
    """Write down a WAV, MP3, OGG, FLAC or M4A recording, sent as the body, with type audio/…."""
    if not request.mimetype.startswith(("audio/", "application/octet-stream")):
        raise InvalidError(
            "A recording is sent as the body of the request, with its own type.",
            "Set Content-Type to audio/wav, audio/mpeg … or application/octet-stream.",
            "file",
        )
    sound = cast("BinaryIO", request.stream)
    job = recordings.ask(context(), user_id(), sound, asked.filename)
    return {"job": user_jobs.described(job)}


@blueprint.get("/songs/<song_id>/recording")
@blueprint.doc(
    security=["token", "session"],
    responses={**stream("audio/*", "The recording", binary=True), 404: "It has none"},
)
def recording(song_id: str) -> Response:
    """Hear the recording that a song was written down from; parts can be asked for by Range."""
    file, mimetype, name = recordings.opened(context(), user_id(), song_id)
    response = send_file(file, mimetype, download_name=name, conditional=False)
    response.content_length = size = file.seek(0, os.SEEK_END)  # unknown to Werkzeug
    file.seek(0)
    return response.make_conditional(request.environ, accept_ranges=True, complete_length=size)
