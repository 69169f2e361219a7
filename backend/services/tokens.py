"""Personal tokens: a script signs in with one; the database knows only its hash."""

import hashlib
import secrets
import time
from typing import NamedTuple

from sqlalchemy import select

from backend.db import Token, User
from backend.services.context import Context
from backend.services.errors import NotFoundError
from backend.services.texts import one_line
from backend.services.times import iso

MARK = "cdz_"  # by which secret scanners and people know a token of ours
SHOWN = len(MARK) + 4  # characters that stay readable in the list
USE_GRAIN = 60.0  # seconds: the last use is written down so often at most


class NewToken(NamedTuple):
    """A token just made; `secret` is shown once and never known again."""

    token: Token
    secret: str


def make(context: Context, user_id: str, name: str) -> NewToken:
    """Make a token called `name`.

    Raises:
        InvalidError: the name is empty or too long.
    """
    name = one_line(name, "The name of a token", 80, "name")
    secret = MARK + secrets.token_urlsafe(32)
    token = Token(user_id=user_id, name=name, prefix=secret[:SHOWN], sha256=_hash(secret))
    context.session.add(token)
    context.session.commit()
    return NewToken(token, secret)


def listed(context: Context, user_id: str) -> list[dict[str, str | None]]:
    """A user's tokens, newest first, without their secrets."""
    query = select(Token).where(Token.user_id == user_id).order_by(Token.created_at.desc())
    return [
        {
            "id": t.id,
            "name": t.name,
            "prefix": t.prefix,
            "created_at": iso(t.created_at),
            "last_used_at": iso(t.last_used_at) if t.last_used_at else None,
        }
        for t in context.session.scalars(query)
    ]


def revoke(context: Context, user_id: str, token_id: str) -> None:
    """End a token at once.

    Raises:
        NotFoundError: the user has no such token.
    """
    token = context.session.get(Token, token_id)
    if token is None or token.user_id != user_id:
        raise NotFoundError("There is no such token.", "Look at the list again.")
    context.session.delete(token)
    context.session.commit()


def owner(context: Context, secret: str) -> User | None:
    """The user whom a token belongs to; None if it is unknown or revoked."""
    token = context.session.scalar(select(Token).where(Token.sha256 == _hash(secret)))
    if token is None:
        return None
    if token.last_used_at is None or time.time() - token.last_used_at > USE_GRAIN:
        token.last_used_at = time.time()
        context.session.commit()
    return context.session.get_one(User, token.user_id)


def _hash(secret: str) -> str:
    # Fast hashing is right here: the secret has 256 random bits, nobody can try them all.
    return hashlib.sha256(secret.encode()).hexdigest()
