"""The HTTP status of every fault, stated once; and the one shape in which all are told."""

import re
from http import HTTPStatus
from typing import NamedTuple

from apiflask import HTTPError
from flask import Flask, Response, jsonify, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from backend.music import errors
from backend.services.errors import (
    BusyError,
    EmailTakenError,
    InvalidError,
    MovedError,
    NotFoundError,
    OutdatedError,
    ServiceError,
    SignInError,
    TooLargeError,
    disk_is_full,
    fault_of,
)
from backend.web import error_pages
from backend.web.parts import parts

STATUS: dict[type[Exception], int] = {
    errors.UnreadableMIDIError: 400,
    errors.UnreadableAudioError: 400,
    errors.UnusableScoreError: 422,
    errors.BadRequestError: 422,
    errors.RefusedEditError: 422,
    errors.MissingModelError: 503,
    errors.IncompatibleModelError: 503,
    errors.MissingDataError: 503,
    errors.MissingSynthError: 503,
    errors.MissingEarError: 503,
    errors.CancelledError: 409,
    errors.CollapsedError: 500,
    MovedError: 404,
    NotFoundError: 404,
    InvalidError: 422,
    EmailTakenError: 409,
    SignInError: 401,
    OutdatedError: 412,
    BusyError: 429,
    TooLargeError: 413,
}


class Told(NamedTuple):
    """A fault as people and programs are told it."""

    code: str
    message: str
    cure: str
    field: str | None = None

    def as_json(self) -> dict[str, dict[str, str | None]]:
        """The one shape of every error of the API."""
        return {"error": self._asdict()}


_HTTP: dict[int, Told] = {
    400: Told("bad_request", "The request could not be read.", "Send it again."),
    401: Told("sign_in_needed", "You are not signed in.", "Sign in, or send a token."),
    403: Told("forbidden", "That is not yours to do.", "Sign in as somebody else."),
    404: Told("not_found", "There is nothing at this address.", "Begin at the start page."),
    405: Told("method_not_allowed", "This address cannot do that.", "See the API’s page."),
    413: Told("too_large", "The file is larger than {limit}.", "Choose a smaller one.", "file"),
    415: Told("bad_type", "The request is of the wrong type.", "Send JSON or a form."),
    429: Told("too_many_requests", "That was tried too often.", "Wait a minute, then try again."),
    500: Told("internal", "Something broke on our side. It has been noted.", "Try again."),
    503: Told("unavailable", "That is not available now.", "Try again later."),
}
_FULL = Told(
    "disk_full", "There is no room left on our disk. Nothing was lost.", "Try again later."
)
_FORGED = Told("csrf", "This page was open for too long. Nothing was sent.", "Load it again.")
_DRAIN = 64 * 1024 * 1024  # bytes that are still read of an upload refused unread
# Where a message of the core turns from what happened to what to do.
_CURE = re.compile(
    r"(?<=[.!?]) (?=(?:Ask|Bring|Choose|Cut|Export|Give|Open|Pick|Put|Run|Save|Set|Train|Try|Upload"
    r"|Use|Write)\b)"
)


def attach(app: Flask) -> None:
    """Answer every fault in its shape: JSON under /api/, a page elsewhere."""
    app.register_error_handler(ServiceError, _service)
    app.register_error_handler(errors.MusicError, _music)
    app.register_error_handler(OSError, _system)
    app.register_error_handler(OperationalError, _system)
    app.register_error_handler(HTTPError, _invalid_input)
    app.register_error_handler(HTTPException, _http)


def told_of(error: ServiceError | errors.MusicError) -> Told:
    """How a refusal is told."""
    if isinstance(error, ServiceError):
        return Told(error.code, error.message, error.cure, error.field)
    fault = fault_of(error)
    message, *cure = _CURE.split(str(error), maxsplit=1)
    field = getattr(error, "field", None)
    return Told(fault.code, message, cure[0] if cure else fault.cure, field)


def status_of(error: Exception) -> int:
    """The status of the nearest class of `error`."""
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 500)


def _service(error: ServiceError) -> tuple[Response | str, int]:
    return _answer(told_of(error), status_of(error))


def _music(error: errors.MusicError) -> tuple[Response | str, int]:
    return _answer(told_of(error), status_of(error))


def _system(error: OSError | OperationalError) -> tuple[Response | str, int]:
    """A full disk is told; whatever else a system refuses is a fault of ours."""
    if not disk_is_full(error):
        raise error
    return _answer(_FULL, HTTPStatus.INSUFFICIENT_STORAGE)


def _invalid_input(error: HTTPError) -> tuple[Response | str, int]:
    """A request that does not fit its schema: name the first field and what is wrong with it."""
    found = error.detail if isinstance(error.detail, dict) else {}
    fields: dict[str, list[str]] = next(iter(found.values()), {})
    if not fields:
        return _answer(_http_told(error.status_code), error.status_code)
    name, reasons = next(iter(fields.items()))
    reason = " ".join(reasons)
    subject, field = ("The request", None) if name == "_schema" else (f"“{name}”", name)
    told = Told("invalid", f"{subject} cannot be taken: {reason}.", "See the API’s page.", field)
    return _answer(told, 422)


def _http(error: HTTPException) -> tuple[Response | str, int] | HTTPException:
    status = error.code or 500
    if status < 400:
        return error  # a redirect to the right spelling of an address
    if isinstance(error, CSRFError):
        return _answer(_FORGED, 400)
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.REQUEST_ENTITY_TOO_LARGE):
        _drain()
    return _answer(_http_told(status), status)


def _http_told(status: int) -> Told:
    told = _HTTP.get(status) or _HTTP[500 if status >= 500 else 400]
    limit = parts().settings.upload_bytes / 1e6
    return told._replace(message=told.message.format(limit=f"{limit:g} MB"))


def _drain() -> None:
    """Read on and forget: a browser that is cut off while it sends shows no answer at all."""
    stream = request.environ["wsgi.input"]
    left = min(request.content_length or 0, _DRAIN)
    while left > 0 and (piece := stream.read(min(left, 65536))):
        left -= len(piece)


def _answer(told: Told, status: int) -> tuple[Response | str, int]:
    if request.path.startswith("/api/"):
        return jsonify(told.as_json()), status
    return error_pages.page(status, told.message, told.cure), status


def page_of(status: int) -> str:
    """The page of a status, as one sees it who meets it; a request must be at hand."""
    told = _FULL if status == HTTPStatus.INSUFFICIENT_STORAGE else _http_told(status)
    return error_pages.page(status, told.message, told.cure)
