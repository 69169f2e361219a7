"""A take as a file of another kind: made by a worker when first asked for, kept for a while."""

from backend.services.exports.asking import NAME, Export, ask, opened
from backend.services.exports.kinds import KINDS
from backend.services.exports.making import handler

__all__ = ["KINDS", "NAME", "Export", "ask", "handler", "opened"]
