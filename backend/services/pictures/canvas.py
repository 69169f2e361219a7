"""A sheet to draw on: boxes, diamonds and words with smooth edges, in the colours of the site."""

import io
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

_SCALE: Final = 2  # drawn twice as large and shrunk: Pillow draws no smooth edges by itself
STAGE, PAPER, INK, INK_2, LINE, RED = (
    "#fdfdfb", "#e8ece8", "#141a18", "#43504b", "#c9d1cc", "#b8281a",
)  # fmt: skip
_BEYOND: Final = "\u0250"  # the face has Latin letters up to here

_Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


class Canvas:
    """A picture of `wide` by `tall` pixels; all places and sizes are in them."""

    def __init__(self, wide: int, tall: int, font: Path | None) -> None:
        """Begin with an empty stage; `font` is the face of all words, see `typeface`."""
        self.wide, self.tall = wide, tall
        self._font = font
        self._image = Image.new("RGB", (wide * _SCALE, tall * _SCALE), STAGE)
        self._pen = ImageDraw.Draw(self._image)

    def box(
        self, x: float, y: float, wide: float, tall: float, colour: str, round_by: float = 0
    ) -> None:
        """A filled box."""
        edges = (x * _SCALE, y * _SCALE, (x + wide) * _SCALE - 1, (y + tall) * _SCALE - 1)
        self._pen.rounded_rectangle(edges, round_by * _SCALE, fill=colour)

    def diamond(self, x: float, y: float, colour: str) -> None:
        """A stroke of the drums, its left end at x, its middle at y."""
        x, y, r = (x + 4) * _SCALE, y * _SCALE, 4.5 * _SCALE
        self._pen.polygon([(x, y - r), (x + r, y), (x, y + r), (x - r, y)], fill=colour)

    def mark(self, x: float, y: float) -> None:
        """The fermata, under which a cadenza is written; 44 by 27."""
        s = _SCALE
        self._pen.arc((x * s, y * s, (x + 44) * s, (y + 52) * s), 180, 360, fill=INK, width=6 * s)
        self._pen.ellipse(((x + 17) * s, (y + 17) * s, (x + 27) * s, (y + 27) * s), fill=RED)

    def write(self, text: str, x: float, y: float, size: int, colour: str, room: float) -> float:
        """A line of text, cut to its room; signs that the face lacks are left out. Its width."""
        font = self._face(size * _SCALE)
        words = " ".join("".join(sign for sign in text if _is_known(sign)).split())
        while words and self._pen.textlength(words, font) > room * _SCALE:
            words = words[:-2].rstrip() + "…" if len(words) > 2 else ""
        self._pen.text((x * _SCALE, y * _SCALE), words, colour, font)
        return self._pen.textlength(words, font) / _SCALE

    @staticmethod
    def spells(text: str) -> bool:
        """Whether the face has every letter of a text; other signs may be left out."""
        return all(_is_known(sign) for sign in text if sign.isalpha())

    def image(self) -> Image.Image:
        """What was drawn, in its own size."""
        return self._image.resize((self.wide, self.tall), Image.Resampling.LANCZOS)

    def _face(self, size: int) -> _Font:
        if self._font is None:
            return ImageFont.load_default(size)
        font = ImageFont.truetype(self._font, size)
        font.set_variation_by_axes([700])
        return font


def _is_known(sign: str) -> bool:
    return (sign.isprintable() and sign < _BEYOND) or sign in "’“”"


def as_png(image: Image.Image) -> bytes:
    """The same picture gives the same bytes."""
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def typeface(dist: Path) -> Path | None:
    """The display face as the front-end's build brings it; None where nothing was built."""
    return next(iter(sorted((dist / "assets").glob("besley-latin-wght-normal-*.woff2"))), None)
