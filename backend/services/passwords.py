"""Passwords: argon2id hashes; a check takes as long for an unknown account as for a known one."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 8, 200  # characters; the upper bound keeps hashing cheap for the server

hasher = PasswordHasher()


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
