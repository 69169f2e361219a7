"""Who asks: a signed-in browser by its session, a script by its token; never both."""

from dataclasses import dataclass
from typing import ClassVar

from flask import Flask, g, request
from flask_login import LoginManager, current_user
from werkzeug.exceptions import Unauthorized

from backend.db import User
from backend.services import accounts, photos, tokens
from backend.services.preferences import Preferences
from backend.web.parts import context

BEARER = "Bearer "


@dataclass(frozen=True)
class SignedIn:
    """A user as Flask-Login and the pages know one."""

    id: str
    name: str
    email: str
    theme: str
    motion: str
    keys: bool  # whether single keys do something
    sounds: str  # which ones the pages play with
    photo: str | None  # the name of the portrait
    sessions: int

    is_authenticated: ClassVar[bool] = True
    is_active: ClassVar[bool] = True
    is_anonymous: ClassVar[bool] = False

    def get_id(self) -> str:
        """What the session remembers."""
        return f"{self.id}.{self.sessions}"

    @classmethod
    def of(cls, user: User) -> "SignedIn":
        """The user of a row."""
        likes, photo = Preferences.of(user), photos.name_of(user)
        return cls(
            user.id, user.name, user.email, user.theme, likes.motion, likes.keys,
            likes.sounds, photo, user.sessions,
        )  # fmt: skip


def attach(app: Flask) -> None:
    """Let Flask-Login find users by their ids, and send strangers to the sign-in page."""
    manager = LoginManager()
    manager.login_view = "auth.sign_in"
    manager.login_message = None
    manager.init_app(app)

    @manager.user_loader
    def load(remembered: str) -> SignedIn | None:
        user_id, _, sessions = remembered.partition(".")
        user = accounts.find(context(), user_id)
        # A session of before a new password or a “sign out everywhere” is over.
        return SignedIn.of(user) if user and sessions == str(user.sessions) else None


def token_given() -> str | None:
    """The token of the request, if it carries one; then the session counts for nothing."""
    header = request.headers.get("Authorization", "")
    return header.removeprefix(BEARER).strip() if header.startswith(BEARER) else None


def user_id() -> str:
    """The id of the user who asks the API.

    Raises:
        Unauthorized: nobody is signed in, or the token is unknown.
    """
    asker = asks()
    if asker is None:
        raise Unauthorized
    return asker


def asks() -> str | None:
    """The id of the user who asks; None if nobody is signed in, or the token is unknown."""
    if "asker" not in g:
        g.asker = _find()
    asker: str | None = g.asker
    return asker


def require_user() -> None:
    """Turn strangers away before anything of their request is read."""
    user_id()


def _find() -> str | None:
    secret = token_given()
    if secret is not None:
        owner = tokens.owner(context(), secret)
        return owner.id if owner else None
    return str(current_user.id) if current_user.is_authenticated else None
