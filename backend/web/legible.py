"""Turns away what no database can keep and no page can show: null signs, and halves of signs."""

from collections.abc import Iterator
from typing import Any

from flask import Flask, abort, request
from werkzeug.exceptions import BadRequest

from backend.services.errors import InvalidError
from backend.services.texts import storable
from backend.web.who import asks


def attach(app: Flask) -> None:
    """Look at every request before its view does; to be attached after what guards the door."""
    app.before_request(_refuse_illegible)


def _refuse_illegible() -> None:
    if request.endpoint is None or (request.path.startswith("/api/") and not asks()):
        return  # it comes to nothing anyway; a stranger's request is not read
    if not all(storable(value) for value in _texts(request.view_args)):
        abort(404)
    names = [file.filename or "" for file in request.files.values()]
    for name, value in (*request.args.items(multi=True), *request.form.items(multi=True)):
        if not (storable(name) and storable(value)):
            raise _illegible(name)
    if not all(map(storable, names)) or not all(map(storable, _texts(_json()))):
        raise _illegible(None)


def _json() -> Any:
    """The JSON of the request, None if it is of another kind or broken: its view says so."""
    if not request.is_json:
        return None
    try:
        return request.get_json(silent=True)
    except RecursionError as error:  # lists in lists in lists …
        raise BadRequest from error


def _texts(value: Any) -> Iterator[str]:
    """Every text in a JSON value, the names of its fields too."""
    waiting = [value]
    while waiting:
        found = waiting.pop()
        if isinstance(found, str):
            yield found
        elif isinstance(found, dict):
            waiting += [*found, *found.values()]
        elif isinstance(found, list):
            waiting += found


def _illegible(field: str | None) -> InvalidError:
    return InvalidError(
        "There are null signs or halves of signs in what was sent, which nothing can keep.",
        "Send it without them.",
        field if field and storable(field) else None,
    )
