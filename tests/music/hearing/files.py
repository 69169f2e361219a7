"""Files that are recordings, or pretend to be: written byte by byte."""

import struct
from pathlib import Path

import numpy as np
import numpy.typing as npt


def tone(seconds: float, rate: int, pitch: float = 440.0) -> npt.NDArray[np.float32]:
    """A soft sine."""
    return (0.3 * np.sin(2 * np.pi * pitch * np.arange(round(seconds * rate)) / rate)).astype("<f4")


def wav(
    path: Path,
    samples: npt.NDArray[np.float32],
    rate: int,
    *,
    claimed: int | None = None,
    channels: int = 1,
) -> Path:
    """One channel of 32-bit floats; `claimed` is what the header says of the bytes of sound.

    So is `channels`, whatever there are.
    """
    data = samples.astype("<f4").tobytes()
    size = len(data) if claimed is None else claimed
    form = struct.pack("<HHIIHH", 3, channels, rate, 4 * rate, 4, 32)
    head = b"RIFF" + struct.pack("<I", min(36 + size, 2**32 - 1)) + b"WAVEfmt "
    head += struct.pack("<I", 16) + form + b"data" + struct.pack("<I", size)
    path.write_bytes(head + data)
    return path


def box(kind: bytes, body: bytes) -> bytes:
    """A box of an MP4 file."""
    return struct.pack(">I", 8 + len(body)) + kind + body


def bomb(path: Path) -> Path:
    """An MP4 file of 200 bytes that claims four billion packets."""
    sizes = box(b"stsz", struct.pack(">III", 0, 1, 2**32 - 1))
    table = box(b"moov", box(b"trak", box(b"mdia", box(b"minf", box(b"stbl", sizes)))))
    path.write_bytes(box(b"ftyp", b"M4A \0\0\0\0M4A ") + table)
    return path


def film(path: Path) -> Path:
    """Half a second of MPEG-4 video without sound."""
    import av

    with av.open(str(path), "w", format="mp4") as out:
        stream = out.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 32, 32, "yuv420p"
        for _ in range(5):
            picture = av.VideoFrame.from_ndarray(np.zeros((32, 32, 3), np.uint8), format="rgb24")
            out.mux(stream.encode(picture))
        out.mux(stream.encode(None))
    return path


def aac(path: Path, seconds: float = 2.0, rate: int = 44_100) -> Path:
    """An M4A file."""
    import av

    with av.open(str(path), "w", format="ipod") as out:
        stream = out.add_stream("aac", rate=rate, layout="mono")
        sound = tone(seconds, rate)
        for start in range(0, len(sound) - 1023, 1024):
            block = sound[None, start : start + 1024]
            frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="mono")
            frame.sample_rate, frame.pts = rate, start
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path


def hours(path: Path) -> Path:
    """A FLAC file that says it has five hours."""
    import soundfile

    soundfile.write(str(path), np.zeros(16_000), 8_000, format="FLAC")
    data = bytearray(path.read_bytes())
    data[22:26] = struct.pack(">I", 5 * 3600 * 8_000)  # the samples in all, in STREAMINFO
    path.write_bytes(data)
    return path
