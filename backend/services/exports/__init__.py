"""A take as a file of another kind: made by a worker when first asked for, kept for a while."""

from backend.services.exports.asking import Export, ask, opened
from backend.services.exports.kinds import KINDS, kind_of
from backend.services.exports.making import handler
from backend.services.exports.shelf import NAME, clear
from backend.services.exports.visiting import sheet

__all__ = ["KINDS", "NAME", "Export", "ask", "clear", "handler", "kind_of", "opened", "sheet"]
