"""Requests about a piece: as a form with a file, or as a form or JSON with the id of a song."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from apiflask import APIBlueprint
from flask import request
from werkzeug.datastructures import FileStorage

from backend.services.sources import Own, Source, Upload
from backend.web.api.wishes import Sourced
from backend.web.limits import by_user, limiter, upload_limit

View = Callable[..., Any]


def sourced(blueprint: APIBlueprint, schema: type[Sourced]) -> Callable[[View], View]:
    """Give a view its `asked` of `schema`, by whichever of the two ways it was sent."""

    def decorate(view: View) -> View:
        def alike(**arguments: Any) -> Any:
            return view(**arguments)

        by_json = blueprint.input(schema, location="json", arg_name="asked")(alike)
        by_form = blueprint.input(schema, location="form_and_files", arg_name="asked")(view)

        @wraps(by_form)
        def either(**arguments: Any) -> Any:
            return (by_json if request.is_json else by_form)(**arguments)

        return either

    return decorate


def source_of(asked: Sourced) -> Source | None:
    """The piece that a request is about; None if it names none."""
    if asked.file is not None:
        return _uploaded(asked.file)
    return Own(asked.song_id, asked.take) if asked.song_id else None


@limiter.limit(upload_limit, key_func=by_user)
def _uploaded(file: FileStorage) -> Upload:
    return Upload(file.read(), file.filename or "")


def wishes_of(asked: Sourced) -> dict[str, Any]:
    """What is asked, without the piece that it is about; what is left out is the engine's."""
    return asked.model_dump(exclude={"file", "song_id", "take", "as_take"}, exclude_unset=True)
