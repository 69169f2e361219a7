"""The HTTP status of every fault, stated once; and its one shape."""

from backend.music import errors

__all__ = ["errors"]
