"""Signed links by e-mail: for one purpose, for a while, used up when the account changes."""

import hashlib
from typing import Any

from itsdangerous import BadData, URLSafeTimedSerializer
from sqlalchemy import select

from backend.db import User
from backend.services.context import Context
from backend.services.errors import InvalidError


def token_of(key: str, purpose: str, user: User, told: Any = None) -> str:
    """The last part of a link for a user; `told` is JSON that comes back with it."""
    return URLSafeTimedSerializer(key, salt=purpose).dumps([user.id, _mark(user), told])


def opened(context: Context, key: str, purpose: str, token: str, life: int) -> tuple[User, Any]:
    """Whose link it is, and what it tells.

    Args:
        context: as always.
        key: what it was signed with.
        purpose: what it was made for.
        token: the last part of the link.
        life: seconds that it works.

    Raises:
        InvalidError: it is forged, for something else, too old, or was used.
    """
    try:
        user_id, mark, told = URLSafeTimedSerializer(key, salt=purpose).loads(token, max_age=life)
        user = context.session.scalar(select(User).where(User.id == user_id))
    except (BadData, ValueError, TypeError):
        user, mark, told = None, "", None
    if user is None or _mark(user) != mark:
        span = "an hour" if life == 3600 else f"{life // 3600} hours"
        raise InvalidError(f"This link was used, or it is older than {span}.", "Ask for a new one.")
    return user, told


def _mark(user: User) -> str:
    """Changes with the password, the e-mail and every “sign out everywhere”, which use links up."""
    state = f"{user.password_hash} {user.email} {user.sessions}"
    return hashlib.sha256(state.encode()).hexdigest()[:24]
