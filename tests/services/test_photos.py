"""Portraits: cropped, made anew without what they knew, and refused in plain words."""

import io
import struct
import subprocess
import sys
import zlib

import pytest
from PIL import Image

from backend import paths
from backend.db import User
from backend.services import photos
from backend.services.context import Context
from backend.services.errors import InvalidError, NotFoundError, TooLargeError
from backend.services.photos import Crop, portrait

RED, BLUE = (200, 20, 20), (20, 20, 200)


def encoded(picture: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def halves(width: int = 300, height: int = 100) -> Image.Image:
    """Red on the left, blue on the right."""
    picture = Image.new("RGB", (width, height), RED)
    picture.paste(BLUE, (width // 2, 0, width, height))
    return picture


def near(colour: tuple[int, ...], wanted: tuple[int, int, int]) -> bool:
    return all(abs(a - b) < 30 for a, b in zip(colour, wanted, strict=True))


def opened(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    assert picture.format == "JPEG"
    assert picture.size == (photos.SIDE, photos.SIDE)
    return picture


@pytest.mark.parametrize("kind", photos.FORMATS)
def test_every_format_becomes_a_square_jpeg_of_the_middle(kind: str) -> None:
    made = opened(portrait(encoded(halves(), kind)))
    assert near(made.getpixel((50, 256)), RED)
    assert near(made.getpixel((460, 256)), BLUE)


@pytest.mark.parametrize(
    ("crop", "colour"),
    [(Crop(0, 0, 1), RED), (Crop(2 / 3, 0, 1), BLUE), (Crop(0.9, 0.9, 0.5), BLUE)],
)
def test_the_crop_is_the_users(crop: Crop, colour: tuple[int, int, int]) -> None:
    made = opened(portrait(encoded(halves()), crop))
    for at in ((5, 5), (256, 256), (506, 506)):
        assert near(made.getpixel(at), colour)


@pytest.mark.parametrize("wrong", [Crop(-1, 0, 1), Crop(0, 0, 9), Crop(float("nan"), 0, 1)])
def test_an_impossible_crop_is_the_middle(wrong: Crop) -> None:
    assert portrait(encoded(halves()), wrong) == portrait(encoded(halves()))


def test_nothing_but_the_picture_is_kept_and_it_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held on its side
    exif[0x010F] = "Secret Camera"
    exif.get_ifd(0x8825)[1] = "N"
    data = encoded(
        halves(100, 100), "JPEG", exif=exif.tobytes(), comment=b"Secret words", quality=95
    )
    assert b"Secret Camera" in data
    made = portrait(data)
    assert b"Secret" not in made
    picture = opened(made)
    assert not picture.getexif()
    assert "comment" not in picture.info
    assert near(picture.getpixel((256, 40)), RED)
    assert near(picture.getpixel((256, 470)), BLUE)


def test_what_is_clear_becomes_white() -> None:
    assert near(opened(portrait(encoded(Image.new("RGBA", (9, 9))))).getpixel((5, 5)), (255,) * 3)


def bomb(side: int, *, whole: bool = False) -> bytes:
    """A PNG of so many pixels with next to nothing in it; `whole` with all of them, packed."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", black(side) if whole else zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


def black(side: int) -> bytes:
    """Rows of black pixels, packed a row at a time."""
    packer, row = zlib.compressobj(1), bytes(1 + 3 * side)
    return b"".join(packer.compress(row) for _ in range(side)) + packer.flush()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"hello, this is text", "not a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a picture"),
        (b"MThd\0\0\0\6\0\1\0\1\1\xe0", "not a picture"),
        (encoded(halves())[:60], "broken"),
        (encoded(halves(), "JPEG")[:400], "broken"),
        (encoded(halves(), "TIFF"), "not a picture"),
        (bomb(7_000), "7000 × 7000 pixels"),
        (bomb(60_000), "far too many pixels"),
    ],
)
def test_what_is_no_picture_is_refused_in_plain_words(data: bytes, said: str) -> None:
    with pytest.raises(InvalidError) as refused:
        portrait(data)
    assert said in refused.value.message
    assert refused.value.cure
    assert refused.value.field == "photo"


BOMBS = """
import resource
from backend.services import photos
from backend.services.errors import InvalidError
from tests.services.test_photos import bomb, encoded, halves

photos.portrait(encoded(halves()))  # what is loaded once is loaded
bombs = [bomb(7_000, whole=True), bomb(15_000, whole=True), bomb(60_000)]
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for one in bombs:
    try:
        photos.portrait(one)
    except InvalidError as error:
        print(error.message)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="Linux counts memory in kilobytes.")
def test_a_bomb_takes_no_memory() -> None:
    told = subprocess.run(
        [sys.executable, "-c", BOMBS], cwd=paths.ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    assert "7000 × 7000" in told[0]
    assert "far too many" in told[1]
    assert "far too many" in told[2]
    # Unpacked they would take 150, 700 and 11,000 MB.
    assert int(told[3]) < 40


def test_a_new_portrait_takes_the_place_of_the_old(context: Context, user_id: str) -> None:
    user = context.session.get_one(User, user_id)
    assert photos.name_of(user) is None
    photos.change(context, user_id, encoded(halves()))
    first = photos.name_of(user)
    assert first
    opened(photos.read(context, first))
    photos.change(context, user_id, encoded(halves()), Crop(0, 0, 1))
    second = photos.name_of(user)
    assert second
    assert second != first
    with pytest.raises(NotFoundError):
        photos.read(context, first)
    photos.remove(context, user_id)
    assert photos.name_of(user) is None
    assert list(context.settings.songs.glob("**/*.jpg")) == []
    with pytest.raises(NotFoundError):
        photos.read(context, "../songs/x")


def test_a_large_file_is_refused_unread(context: Context, user_id: str) -> None:
    with pytest.raises(TooLargeError, match="larger than 5 MB"):
        photos.change(context, user_id, bytes(5_000_001))
