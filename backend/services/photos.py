"""Portraits: an uploaded picture is cropped, made anew without what it knew, and kept by key."""

import io
import warnings
from typing import NamedTuple

from PIL import Image, ImageOps, UnidentifiedImageError

from backend.db import User, new_id
from backend.services.context import Context
from backend.services.errors import InvalidError, NotFoundError, TooLargeError

SIDE = 512  # pixels of the portrait that is kept
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MOST_PIXELS = 40_000_000  # a phone's 40 megapixels; unpacked they take 160 MB for a moment
QUALITY = 88
PREFIX = "photos"


class Crop(NamedTuple):
    """A square of the picture as it is seen upright, in shares of its width and height.

    `x` and `y` are its upper left corner, `size` is its side as a share of the shorter side.
    """

    x: float
    y: float
    size: float


def change(context: Context, user_id: str, data: bytes, crop: Crop | None = None) -> None:
    """Give a user another portrait; the old one goes.

    Raises:
        InvalidError: there is no picture in it that can be read; says why.
        TooLargeError: the file has more bytes than may be uploaded.
    """
    limit = context.settings.photo_bytes
    if len(data) > limit:
        raise TooLargeError(
            f"The picture is larger than {limit / 1e6:g} MB.", "Choose a smaller one.", "photo"
        )
    key = f"{PREFIX}/{new_id()}.jpg"
    context.files.put(key, portrait(data, crop))
    _replace(context, user_id, key)


def remove(context: Context, user_id: str) -> None:
    """Take a user's portrait away; nothing happens if there is none."""
    _replace(context, user_id, None)


def read(context: Context, name: str) -> bytes:
    """The portrait of this name, as a JPEG; whoever knows the name may see it.

    Raises:
        NotFoundError: there is none.
    """
    try:
        return context.files.get(f"{PREFIX}/{name}.jpg")
    except (FileNotFoundError, ValueError) as error:
        raise NotFoundError("There is no such portrait.", "It may have been changed.") from error


def name_of(user: User) -> str | None:
    """The name under which a user's portrait can be read; a new one with every new portrait."""
    return (
        user.photo_key.removeprefix(f"{PREFIX}/").removesuffix(".jpg") if user.photo_key else None
    )


def portrait(data: bytes, crop: Crop | None = None) -> bytes:
    """A square JPEG of `SIDE` pixels with nothing in it but the picture.

    Args:
        data: JPEG, PNG, WebP or GIF.
        crop: which part; by default the square in the middle.

    Raises:
        InvalidError: it is no such picture, it is broken, or it has too many pixels.
    """
    if not data:
        raise InvalidError("That file is empty.", "Choose a picture.", "photo")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # measured below
            picture = Image.open(io.BytesIO(data), formats=FORMATS)
            if picture.width * picture.height > MOST_PIXELS:
                raise _too_many(picture)
            upright = ImageOps.exif_transpose(picture)
            square = upright.crop(_box(upright.size, crop)).convert("RGBA")
    except Image.DecompressionBombError as error:
        raise InvalidError(
            "That picture has far too many pixels.", "Choose a smaller one.", "photo"
        ) from error
    except UnidentifiedImageError as error:
        raise InvalidError(
            "That is not a picture we can read.", "Choose a JPEG, PNG, WebP or GIF.", "photo"
        ) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:  # what its decoders raise
        raise InvalidError("That picture is broken.", "Choose another one.", "photo") from error
    small = square.resize((SIDE, SIDE), Image.Resampling.LANCZOS)
    ground = Image.new("RGB", small.size, "white")
    ground.paste(small, mask=small.getchannel("A"))
    out = io.BytesIO()
    ground.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def _too_many(picture: Image.Image) -> InvalidError:
    return InvalidError(
        f"That picture has {picture.width} × {picture.height} pixels.",
        f"At most {MOST_PIXELS // 1_000_000} million can be read. Choose a smaller one.",
        "photo",
    )


def _box(size: tuple[int, int], crop: Crop | None) -> tuple[int, int, int, int]:
    """The pixels of a crop; whatever was sent, they lie inside the picture."""
    if crop and not all(0 <= share <= 1 for share in crop):  # also what is no number at all
        crop = None
    width, height = size
    share = min(max(crop.size, 0.05), 1.0) if crop else 1.0
    side = max(1, round(share * min(size)))
    left = crop.x * width if crop else (width - side) / 2
    top = crop.y * height if crop else (height - side) / 2
    x, y = min(max(round(left), 0), width - side), min(max(round(top), 0), height - side)
    return x, y, x + side, y + side


def _replace(context: Context, user_id: str, key: str | None) -> None:
    user = context.session.get_one(User, user_id)
    old, user.photo_key = user.photo_key, key
    context.session.commit()
    if old:
        context.files.delete(old)
