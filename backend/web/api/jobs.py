"""/jobs/<id>: how far a song is, stopping it, and hearing it grow."""

import json
from collections.abc import Iterator
from typing import Any

from apiflask import APIBlueprint
from flask import Response, request
from sqlalchemy.orm import sessionmaker

from backend.db.extension import db
from backend.services import jobs as user_jobs
from backend.web.api.answers import stream
from backend.web.api.schemas import JobOut
from backend.web.parts import context, parts
from backend.web.who import require_user, user_id

blueprint = APIBlueprint("jobs", __name__, tag="Jobs", url_prefix="/jobs")
blueprint.before_request(require_user)


@blueprint.get("/<job_id>")
@blueprint.output(JobOut)
@blueprint.doc(security=["token", "session"], responses=[401])
def show(job_id: str) -> dict[str, Any]:
    """How far a job is."""
    return {"job": user_jobs.described(user_jobs.get(context(), user_id(), job_id))}


@blueprint.delete("/<job_id>")
@blueprint.output(JobOut, description="The job; it stops within a bar.")
@blueprint.doc(security=["token", "session"], responses=[401])
def cancel(job_id: str) -> dict[str, Any]:
    """Stop a job."""
    return {"job": user_jobs.described(user_jobs.cancel(context(), user_id(), job_id))}


@blueprint.get("/<job_id>/events")
@blueprint.doc(
    security=["token", "session"],
    responses=stream("text/event-stream", "progress …, then done, failed or cancelled"),
)
def events(job_id: str) -> Response:
    """Follow a job as server-sent events; Last-Event-ID goes on where a connection broke."""
    job = user_jobs.get(context(), user_id(), job_id)
    last = request.headers.get("Last-Event-ID", "")
    after = int(last) if last.isdecimal() else 0
    # Sessions of its own: the request's is closed when the stream has only begun.
    sessions = sessionmaker(db.engine)
    messages = user_jobs.follow(sessions, parts().settings.database_url, job.id, after)
    return Response(
        _stream(messages),
        mimetype="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


def _stream(messages: Iterator[user_jobs.Message]) -> Iterator[str]:
    for message in messages:
        if not message.kind:
            yield ": still here\n\n"
            continue
        data = message.data if isinstance(message.data, str) else json.dumps(message.data)
        yield f"id: {message.id}\nevent: {message.kind}\ndata: {data}\n\n"
