"""Passwords: argon2id hashes; a check takes as long for an unknown account as for a known one."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from backend.db import User
from backend.services.errors import InvalidError

SHORTEST, LONGEST = 8, 200  # characters; the upper bound keeps hashing cheap for the server

hasher = PasswordHasher()


def checked(password: str, field: str = "password") -> str:
    """`password`, if it can be one.

    Raises:
        InvalidError: it is too short or too long.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise InvalidError(
            f"A password has {SHORTEST} to {LONGEST} characters.", "Choose another one.", field
        )
    return password


def set_for(user: User, password: str) -> None:
    """Give a user a new password, and end every session; the caller commits.

    Raises:
        InvalidError: it is too short or too long; the field is called “new”.
    """
    user.password_hash = hash_password(checked(password, "new"))
    user.sessions += 1


def hash_password(password: str) -> str:
    """The argon2id hash to store."""
    return hasher.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Whether `password` belongs to the hash; with no hash the same work is done for nothing."""
    try:
        return hasher.verify(stored or _nobody(), password) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(stored: str) -> bool:
    """Whether the hash was made with weaker settings than today's."""
    return hasher.check_needs_rehash(stored)


@cache
def _nobody() -> str:
    return hasher.hash("nobody has this password")
