"""A whole song as one picture: rows of bars, numbered, with the names of its players."""

from pathlib import Path
from typing import Final

from PIL import Image

from backend.music.errors import UnusableScoreError
from backend.music.score import Score, bars_of
from backend.services.pictures.canvas import INK, INK_2, PAPER, Canvas, as_png
from backend.services.pictures.roll import Area, colours_of, draw

_WIDE: Final = 1600
_MARGIN: Final = 24
_HEAD, _ROW = 92, 340  # pixels high: title and players; one row of bars
_BARS: Final = 16  # in a row
_MOST: Final = 20  # rows: longer songs get more bars a row, so that no picture is without bounds


def whole(score: Score, title: str, font: Path | None) -> bytes:
    """The roll of a whole song as PNG; the same arguments give the same bytes.

    Args:
        score: with roles.
        title: above it.
        font: see `typeface`.

    Raises:
        UnusableScoreError: there is nothing to draw.
    """
    if not score.note_count:
        raise UnusableScoreError("There is no note to draw. Write or add some first.")
    bars = bars_of(score).rows
    starts = [*bars["start"].tolist(), int(bars["start"][-1] + bars["length"][-1])]
    each = max(_BARS, -(-len(bars) // _MOST))
    firsts = range(0, len(bars), each)
    image = Image.new("RGB", (_WIDE, _HEAD + _ROW * len(firsts)))
    image.paste(_head(score, title, font), (0, 0))
    for row, first in enumerate(firsts):
        image.paste(_row(score, starts, first, each, font), (0, _HEAD + row * _ROW))
    return as_png(image)


def _head(score: Score, title: str, font: Path | None) -> Image.Image:
    canvas = Canvas(_WIDE, _HEAD, font)
    canvas.box(0, 0, _WIDE, _HEAD, PAPER)
    canvas.box(0, _HEAD - 2, _WIDE, 2, INK)
    canvas.write(title, _MARGIN, 8, 34, INK, _WIDE - 160)
    canvas.mark(_WIDE - _MARGIN - 44, 14)
    x = float(_MARGIN)
    for track, colour in zip(score.tracks, colours_of(score), strict=True):
        if len(track.notes) and x < _WIDE - 120:
            canvas.box(x, 63, 14, 14, colour, round_by=2)
            name = track.name or ("Drums" if track.is_drum else "Player")
            x += 48 + canvas.write(name, x + 20, 58, 18, INK_2, _WIDE - _MARGIN - x - 20)
    return canvas.image()


def _row(score: Score, starts: list[int], first: int, each: int, font: Path | None) -> Image.Image:
    canvas = Canvas(_WIDE, _ROW, font)
    here = starts[first : first + each + 1]
    # A last row that is not full keeps the width of its bars.
    wide = (_WIDE - 2 * _MARGIN) * (len(here) - 1) / min(each, len(starts) - 1)
    draw(canvas, Area(_MARGIN, 30, wide, _ROW - 38), score, here)
    scale = wide / max(here[-1] - here[0], 1)
    step = max(1, each // _BARS)
    for number, start in list(enumerate(here[:-1], first + 1))[::step]:
        canvas.write(str(number), _MARGIN + 4 + (start - here[0]) * scale, 6, 14, INK_2, 60)
    return canvas.image()
