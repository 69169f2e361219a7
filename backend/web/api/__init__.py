"""The JSON API under /api/v1: one file a resource."""

from apiflask import APIFlask

from backend.settings import VERSION
from backend.web.api import (
    again,
    archives,
    bins,
    continuations,
    docs,
    edits,
    exports,
    generations,
    harmonisations,
    health,
    jobs,
    joinings,
    models,
    moods,
    plans,
    prompts,
    recordings,
    regenerations,
    rerolls,
    restyles,
    shared,
    songs,
    tags,
    takes,
)
from backend.web.api.schemas import ERROR

PREFIX = "/api/v1"


def attach(app: APIFlask) -> None:
    """Register every resource, and say in the OpenAPI document how one signs in."""
    app.config.update(
        AUTO_SERVERS=False,
        HTTP_ERROR_SCHEMA=ERROR,
        VALIDATION_ERROR_SCHEMA=ERROR,
        SECURITY_SCHEMES={
            "token": {"type": "http", "scheme": "bearer", "description": "From your account page."},
            "session": {"type": "apiKey", "in": "cookie", "name": "cadenza"},
        },
        INFO={"description": docs.ABOUT, "version": VERSION},
    )
    for resource in (
        generations, plans, prompts, moods, restyles, continuations, harmonisations, regenerations,
        rerolls, joinings, again, jobs, songs, takes, exports, edits, tags, bins, archives,
        recordings, shared, models, health,
    ):  # fmt: skip
        inner = resource.blueprint
        app.register_blueprint(inner, url_prefix=PREFIX + (inner.url_prefix or ""))
    app.register_blueprint(docs.blueprint)
    app.spec_processor(docs.tidied)
