"""The kinds of sound file that can be written."""

from typing import Final, Literal, NamedTuple, get_args

from backend.music.errors import BadRequestError

Name = Literal["wav16", "wav24", "wav32f", "flac", "ogg", "mp3", "mp3-320"]


class Format(NamedTuple):
    """How one kind of file is made.

    Attributes:
        ending: of its name.
        mimetype: for a browser.
        title: for people.
        codec: FFmpeg's name of the encoder.
        samples: FFmpeg's name of the form in which the encoder takes samples.
        quality: of variable bit rate, as the encoder counts it.
        bit_rate: of constant bit rate, bits a second.
        covers: whether it can hold a picture.
        over: dB by which the peaks of what is decoded may go over those that were encoded.
    """

    ending: str
    mimetype: str
    title: str
    codec: str
    samples: str
    quality: int | None = None
    bit_rate: int | None = None
    covers: bool = False
    over: float = 0.0


# The demos were louder by 0.24 dB at most when decoded.
_LOSSY: Final = 0.3

FORMATS: Final[dict[Name, Format]] = {
    "wav16": Format("wav", "audio/wav", "WAV, 16 bits", "pcm_s16le", "s16"),
    "wav24": Format("wav", "audio/wav", "WAV, 24 bits", "pcm_s24le", "s32"),
    "wav32f": Format("wav", "audio/wav", "WAV, 32 bits, floating point", "pcm_f32le", "flt"),
    "flac": Format("flac", "audio/flac", "FLAC", "flac", "s32", covers=True),
    "ogg": Format("ogg", "audio/ogg", "OGG Vorbis", "vorbis", "fltp", quality=6, over=_LOSSY),
    "mp3": Format(
        "mp3", "audio/mpeg", "MP3", "libmp3lame", "fltp", quality=2, covers=True, over=_LOSSY
    ),
    "mp3-320": Format(
        "mp3",
        "audio/mpeg",
        "MP3, 320 kbit/s",
        "libmp3lame",
        "fltp",
        bit_rate=320_000,
        covers=True,
        over=_LOSSY,
    ),
}


def format_of(name: str) -> Format:
    """The format of a name.

    Raises:
        BadRequestError: there is none; names those that there are.
    """
    if name not in get_args(Name):
        raise BadRequestError(f"“{name}” is no kind of sound file. Choose {', '.join(FORMATS)}.")
    return FORMATS[name]  # type: ignore[index]


def format_for(ending: str) -> Format:
    """The usual format for the ending of a file's name; BadRequestError as in `format_of`."""
    usual = {one.ending: name for name, one in reversed(FORMATS.items())}
    return format_of(usual.get(ending.lstrip(".").lower(), ending.lstrip(".") or "no ending"))
