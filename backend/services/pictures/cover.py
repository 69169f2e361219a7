"""Covers: the opening bars of a piece, its title, and who made it."""

from pathlib import Path
from typing import Final

from backend.music.score import Score, bars_of
from backend.services.pictures.canvas import INK, INK_2, PAPER, Canvas, as_png
from backend.services.pictures.roll import Area, draw

WIDE: Final = (1200, 630)  # what social sites show uncropped
SQUARE: Final = (800, 800)  # what players of music show
_BAND: Final = 126  # pixels under the roll, for the words
_BARS: Final = 75  # pixels a bar at least: narrower, they become grey


def cover(
    score: Score, title: str, words: str, font: Path | None, size: tuple[int, int] = WIDE
) -> bytes:
    """A cover as PNG; the same arguments give the same bytes.

    Args:
        score: with roles.
        title: large; the words stand for one whose letters the face lacks.
        words: small, under it.
        font: see `typeface`.
        size: `WIDE` or `SQUARE`.
    """
    canvas = Canvas(*size, font)
    bars = bars_of(score).rows[: size[0] // _BARS]
    ends = int(bars["start"][-1] + bars["length"][-1])
    top = size[1] - _BAND
    draw(canvas, Area(0, 28, size[0], top - 38), score, [*bars["start"].tolist(), ends])
    canvas.box(0, top, size[0], _BAND, PAPER)
    canvas.box(0, top, size[0], 2, INK)
    if not canvas.spells(title):  # its crumbs would be worse than none
        title, words = words, ""
    canvas.write(title, 48, top + 8, 46, INK, size[0] - 200)
    canvas.write(words, 48, top + 74, 24, INK_2, size[0] - 200)
    canvas.mark(size[0] - 88, top + 44)
    return as_png(canvas.image())
