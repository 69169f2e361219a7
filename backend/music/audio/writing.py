"""Sound into a file, block by block, so that an hour of it never lies in memory."""

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from backend.music.audio.formats import Format
from backend.music.audio.loudness import Sound
from backend.music.audio.ogg import with_fixed_serial

_BITEXACT: Final = 1 << 23  # AV_CODEC_FLAG_BITEXACT: no version and no date in the file
_QSCALE: Final = 2  # AV_CODEC_FLAG_QSCALE
_PIECE: Final = 16_384  # frames to an encoder at once; one large OGG write crashes the process


def write_sound(
    path: Path,
    kind: Format,
    rate: int,
    blocks: Iterable[Sound],
    *,
    tags: dict[str, str],
    cover: bytes | None = None,
) -> None:
    """Write a sound file; the same sound gives the same bytes.

    Args:
        path: where; what was there is written over.
        kind: see `formats`.
        rate: samples a second.
        blocks: (2, frames) each, between −1 and 1.
        tags: title, artist, genre, date, comment …; FFmpeg's names, and of MP3 any ID3v2 frame.
        cover: a PNG; left out where the format has no place for one.

    Raises:
        OSError: the disk is full or the folder cannot be written to.
    """
    write = _write_ogg if kind.codec == "vorbis" else _write_av
    write(path, kind, rate, blocks, tags, cover if kind.covers else None)


def _write_av(
    path: Path, kind: Format, rate: int, blocks: Iterable[Sound],
    tags: dict[str, str], cover: bytes | None,
) -> None:  # fmt: skip
    import av

    options = {"fflags": "+bitexact"} | ({"id3v2_version": "3"} if kind.ending == "mp3" else {})
    with av.open(str(path), "w", format=kind.ending, options=options) as out:
        out.metadata.update(tags)
        stream: Any = out.add_stream(kind.codec, rate=rate)
        codec = stream.codec_context
        codec.layout, codec.format = "stereo", kind.samples
        codec.flags |= _BITEXACT
        if kind.bit_rate:
            codec.bit_rate = kind.bit_rate
        if kind.quality is not None:
            codec.flags |= _QSCALE
            codec.global_quality = kind.quality  # PyAV turns it into FFmpeg's units
        if cover:
            _attach(out, cover)
        at = 0
        numbers = np.random.default_rng(0)  # the same dither every time
        for piece in _pieces(blocks):
            samples = _as(kind.samples, piece, numbers)
            frame = av.AudioFrame.from_ndarray(samples, format=kind.samples, layout="stereo")
            frame.sample_rate, frame.pts = rate, at
            at += piece.shape[1]
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))


def _attach(out: Any, cover: bytes) -> None:
    """The picture, as a stream of one image."""
    import av

    with av.open(io.BytesIO(cover), "r") as picture:
        stream = out.add_stream_from_template(picture.streams.video[0])
        stream.disposition = av.stream.Disposition.attached_pic
        for packet in picture.demux(video=0):
            if packet.size:
                packet.stream, packet.pts, packet.dts = stream, 0, 0
                out.mux(packet)


def _write_ogg(
    path: Path, kind: Format, rate: int, blocks: Iterable[Sound],
    tags: dict[str, str], _: bytes | None,
) -> None:  # fmt: skip
    """By libsndfile: FFmpeg's wheel brings no libvorbis."""
    import soundfile

    level = 1 - (kind.quality or 0) / 10
    with soundfile.SoundFile(
        str(path), "w", rate, 2, format="OGG", subtype="VORBIS", compression_level=level
    ) as out:
        for name in ("title", "artist", "genre", "date", "comment"):
            if name in tags:
                setattr(out, name, tags[name])
        for piece in _pieces(blocks):
            out.write(np.ascontiguousarray(piece.T))
    with_fixed_serial(path)


def _pieces(blocks: Iterable[Sound]) -> Iterable[Sound]:
    for block in blocks:
        for start in range(0, block.shape[1], _PIECE):
            yield block[:, start : start + _PIECE]


def _as(form: str, sound: Sound, numbers: np.random.Generator) -> npt.NDArray[Any]:
    """Samples as the encoder takes them: planar, or left and right in turn as one row."""
    if form == "fltp":
        return np.ascontiguousarray(sound, np.float32)
    turned = np.ascontiguousarray(sound.T, np.float64).reshape(1, -1)
    if form == "flt":
        return turned.astype(np.float32)
    if form == "s16":  # triangular dither: quiet tails fade instead of breaking up
        turned = turned * 32767 + numbers.random(turned.shape) - numbers.random(turned.shape)
        return np.clip(np.rint(turned), -32768, 32767).astype(np.int16)
    # 24 bits in the upper part of 32: what the encoders for 24 bits read
    return np.clip(np.rint(turned * 8388607), -8388608, 8388607).astype(np.int32) << 8
