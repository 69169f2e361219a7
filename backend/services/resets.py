"""A forgotten password: a signed link by e-mail that works once and for an hour."""

import hashlib

from itsdangerous import BadData, URLSafeTimedSerializer
from sqlalchemy import select

from backend.db import User
from backend.services import accounts, passwords
from backend.services.context import Context
from backend.services.errors import InvalidError

LIFE = 3600  # seconds that a link works
SALT = "password-reset"
LETTER = """Hello {name},

somebody, probably you, asked for a new password for your account at Cadenza.
Choose one here within the hour; the link works once:

{link}

If it was not you, do nothing: your password stays as it is.
"""


def ask(context: Context, key: str, email: str) -> None:
    """Send a link if there is such an account; the caller cannot tell whether there is.

    Args:
        context: as always.
        key: signs the link.
        email: as it was typed.
    """
    user = accounts.by_email(context, email)
    if user is None:
        return
    token = _signer(key).dumps([user.id, _mark(user)])
    link = f"{context.settings.site}/reset/{token}"
    context.mail.send(
        user.email, "A new password for Cadenza", LETTER.format(name=user.name, link=link)
    )


def user_of(context: Context, key: str, token: str) -> User:
    """Whose link it is.

    Raises:
        InvalidError: it is forged, too old, or was used.
    """
    try:
        user_id, mark = _signer(key).loads(token, max_age=LIFE)
        user = context.session.scalar(select(User).where(User.id == user_id))
    except (BadData, ValueError, TypeError):
        user, mark = None, ""
    if user is None or _mark(user) != mark:
        raise InvalidError("This link was used, or it is older than an hour.", "Ask for a new one.")
    return user


def finish(context: Context, key: str, token: str, password: str) -> None:
    """Set the new password, and end every session.

    Raises:
        InvalidError: the link does not work, or the password cannot be taken.
    """
    user = user_of(context, key, token)
    passwords.set_for(user, password)
    context.session.commit()


def _signer(key: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(key, salt=SALT)


def _mark(user: User) -> str:
    """Changes with the password and with every “sign out everywhere”, which uses links up."""
    return hashlib.sha256(f"{user.password_hash} {user.sessions}".encode()).hexdigest()[:24]
