"""Pictures drawn from a piano roll: covers, and the whole of a song."""

from backend.services.pictures.canvas import typeface
from backend.services.pictures.cover import SQUARE, WIDE, cover
from backend.services.pictures.whole import whole

__all__ = ["SQUARE", "WIDE", "cover", "typeface", "whole"]
