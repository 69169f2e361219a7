"""Covers: a shared piece as a picture of 1200 × 630, drawn from its piano roll."""

import io
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from backend.music import midi
from backend.music.score import Role, Score, bars_of
from backend.music.theory.parts import with_roles
from backend.services.context import Context
from backend.services.names import genre_name
from backend.services.pieces import Piece, midi_of

SIZE = (1200, 630)  # what social sites show uncropped
_SCALE = 2  # drawn twice as large and shrunk: Pillow draws no smooth edges by itself
_BARS = 16  # that fit in without becoming grey
_STAGE, _PAPER, _INK, _INK_2, _LINE, _RED = (
    "#fdfdfb", "#e8ece8", "#141a18", "#43504b", "#c9d1cc", "#b8281a",
)  # fmt: skip
# The tracks in the order they are handed out in the studio; drums are graphite always.
_TRACKS = ("#236baf", "#aa7e00", "#712d75", "#1d9793", "#ac5118", "#1a500e", "#d3636e")
_DRUMS = "#586069"
_TOP, _BOTTOM = 40, 430  # of the roll; the drums lie under it
_DRUM_ROWS = (450, 466, 482)
_CYMBALS = frozenset((42, 44, 46, 49, 51, 52, 53, 55, 57, 59))
_BASS_DRUMS = frozenset((35, 36))
_BEYOND = "\u0250"  # the face has Latin letters up to here

_Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def png_of(context: Context, piece: Piece) -> bytes:
    """The cover as PNG; the same piece is drawn once."""
    words = f"{genre_name(piece.genre)} · {piece.by}"
    return _drawn(midi_of(context, piece), piece.title, words, _font_file(context.settings.dist))


@lru_cache(maxsize=256)  # some 30 KB each
def _drawn(data: bytes, title: str, words: str, font: Path | None) -> bytes:
    score = with_roles(midi.read(data))
    image = Image.new("RGB", (SIZE[0] * _SCALE, SIZE[1] * _SCALE), _STAGE)
    pen = ImageDraw.Draw(image)
    _draw_roll(pen, score)
    _box(pen, 0, 504, SIZE[0], SIZE[1] - 504, _PAPER)
    _box(pen, 0, 504, SIZE[0], 2, _INK)
    _write(pen, title, 48, 512, 46, font, _INK, 1000)
    _write(pen, words, 48, 578, 24, font, _INK_2, 1000)
    _draw_mark(pen)
    out = io.BytesIO()
    image.resize(SIZE, Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    return out.getvalue()


def _draw_roll(pen: ImageDraw.ImageDraw, score: Score) -> None:
    bars = bars_of(score).rows[:_BARS]
    first, end = int(bars["start"][0]), int(bars["start"][-1] + bars["length"][-1])
    scale = SIZE[0] / max(end - first, 1)
    for start in bars["start"][1:].tolist():
        _box(pen, (start - first) * scale, _TOP - 12, 1, _DRUM_ROWS[-1] - _TOP + 24, _LINE)
    pitched = [t for t in score.tracks if not t.is_drum and len(t.notes)]
    pitches = [int(p) for t in pitched for p in t.notes["pitch"]] or [60]
    low, high = min(pitches), max(*pitches, min(pitches) + 24)
    row = (_BOTTOM - _TOP) / (high - low + 1)
    for number, track in sorted(enumerate(pitched), key=lambda one: one[1].role is Role.MELODY):
        leads = track.role is Role.MELODY
        tall = min(row, 14) * (0.95 if leads else 0.62)
        colour = _INK if leads else _TRACKS[number % len(_TRACKS)]
        for onset, duration, pitch, _ in track.notes.tolist():
            if onset < end:
                y = _TOP + (high - pitch + 0.5) * row - tall / 2
                wide = max(min(duration, end - onset) * scale - 1.5, 3)
                _box(pen, (onset - first) * scale, y, wide, tall, colour, round_by=2)
    for track in score.tracks:
        if track.is_drum:
            for onset, _, pitch, _ in track.notes.tolist():
                if onset < end:
                    _diamond(pen, (onset - first) * scale, _DRUM_ROWS[_drum_row(pitch)])


def _drum_row(pitch: int) -> int:
    return 0 if pitch in _CYMBALS else 2 if pitch in _BASS_DRUMS else 1


def _draw_mark(pen: ImageDraw.ImageDraw) -> None:
    """The fermata, under which a cadenza is written."""
    x, y, s = 1112, 548, _SCALE
    pen.arc((x * s, y * s, (x + 44) * s, (y + 52) * s), 180, 360, fill=_INK, width=6 * s)
    pen.ellipse(((x + 17) * s, (y + 17) * s, (x + 27) * s, (y + 27) * s), fill=_RED)


def _box(
    pen: ImageDraw.ImageDraw, x: float, y: float, wide: float, tall: float, colour: str,
    round_by: float = 0,
) -> None:  # fmt: skip
    edges = (x * _SCALE, y * _SCALE, (x + wide) * _SCALE - 1, (y + tall) * _SCALE - 1)
    pen.rounded_rectangle(edges, round_by * _SCALE, fill=colour)


def _diamond(pen: ImageDraw.ImageDraw, x: float, y: float) -> None:
    x, y, r = (x + 4) * _SCALE, y * _SCALE, 4.5 * _SCALE
    pen.polygon([(x, y - r), (x + r, y), (x, y + r), (x - r, y)], fill=_DRUMS)


def _write(
    pen: ImageDraw.ImageDraw, text: str, x: int, y: int, size: int, font_file: Path | None,
    colour: str, room: int,
) -> None:  # fmt: skip
    """A line of text, cut to its room; signs that the font lacks are left out."""
    font = _font(font_file, size * _SCALE)
    known = (sign for sign in text if (sign.isprintable() and sign < _BEYOND) or sign in "’“”")
    words = "".join(known).strip()
    while words and pen.textlength(words, font) > room * _SCALE:
        words = words[:-2].rstrip() + "…"
    pen.text((x * _SCALE, y * _SCALE), words, colour, font)


def _font(font_file: Path | None, size: int) -> _Font:
    if font_file is None:
        return ImageFont.load_default(size)
    font = ImageFont.truetype(font_file, size)
    font.set_variation_by_axes([700])
    return font


def _font_file(dist: Path) -> Path | None:
    """The display face as the front-end's build brings it; None where nothing was built."""
    return next(iter(sorted((dist / "assets").glob("besley-latin-wght-normal-*.woff2"))), None)
