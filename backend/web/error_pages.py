"""Faults as pages: a title in plain words, a cure, ways on; even without a database."""

import logging
from http import HTTPStatus
from urllib.parse import urlsplit

from flask import g, render_template, request
from flask_login import AnonymousUserMixin, current_user
from sqlalchemy.exc import SQLAlchemyError

from backend.db.extension import db

log = logging.getLogger(__name__)

TITLES = {
    400: "That could not be read",
    401: "Sign in first",
    403: "That is not yours",
    404: "Nothing here",
    405: "Not this way",
    409: "That does not fit any more",
    412: "It has changed since",
    413: "Too large",
    415: "Not of this kind",
    422: "That cannot be taken",
    429: "Too often",
    500: "Something broke",
    503: "Not now",
    507: "No room left",
}
# Where the cure of the API is none for somebody who looks at a page.
CURES = {
    401: "Sign in, then open it again.",
    405: "Go back and use the page’s own buttons.",
    415: "Go back and use the page’s own form.",
}
_PASSING = (HTTPStatus.TOO_MANY_REQUESTS, *(status for status in HTTPStatus if status >= 500))


def page(status: int, message: str, cure: str) -> str:
    """The page of a fault."""
    return render_template(
        "error.html",
        code=status,
        title=TITLES.get(status) or HTTPStatus(status).phrase.capitalize(),
        message=message,
        cure=CURES.get(status, cure),
        ways=_ways(status, _is_member()),
    )


def _ways(status: int, member: bool) -> list[tuple[str, str]]:
    """Where one may go from here, the likeliest first: address and words."""
    asked = request.method == "GET"
    ways = []
    if asked and status in _PASSING:
        ways.append((_here(), "Try again"))
    elif not asked and (back := _back()):
        ways.append((back, "Back to the page"))
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN) and not member:
        ways.append(("/sign-in", "Sign in"))
    return [
        *ways,
        ("/", "Start page"),
        ("/library", "Library") if member else ("/gallery", "Gallery"),
    ]


def _is_member() -> bool:
    """Whether a member asks; not if the database cannot tell, for its faults have pages too."""
    try:
        return bool(current_user.is_authenticated)
    except SQLAlchemyError:
        log.exception("Nobody could be found for the page of a fault")
        db.session.rollback()
        g._login_user = AnonymousUserMixin()  # Flask-Login's own place, and no other way to it
        return False


def _here() -> str:
    return request.full_path.rstrip("?") if request.query_string else request.path


def _back() -> str:
    """The page that the refused form stood on, if it was one of ours; where that is, not whose."""
    found = urlsplit(request.referrer or "")
    if found.netloc != request.host:
        return ""
    path = "/" + found.path.lstrip("/\\")  # two slashes would name another host
    return f"{path}?{found.query}" if found.query else path
