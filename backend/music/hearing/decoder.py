"""The decoder's own process: a recording in, samples out; it may crash without harm.

Called with IN, OUT, a rate and a number of sides it prints one line of JSON: what it found, or why
not; see `recording`.
"""

import contextlib
import itertools
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final

import numpy as np

from backend.music.errors import UnreadableAudioError
from backend.music.hearing.containers import TAKEN, WHOLE, Container, checked, hold
from backend.music.hearing.network import RATE

LONGEST: Final = 600.0  # seconds
SHORTEST: Final = 1.0
MEMORY: Final = 3 * 1024**3  # bytes of address space, most of which libraries only reserve
PROCESSOR: Final = 180  # seconds
_SLACK: Final = 1.0  # seconds that encoders add at the ends
_EXACT: Final = ("flac", "m4a")  # headers that count samples; others only guess the length
_CODECS: Final = ("pcm_", "mp3", "vorbis", "opus", "flac", "aac", "alac")


def decode(path: Path, out: Path, rate: int = RATE, sides: int = 1) -> dict[str, Any]:
    """Write what a recording sounds like as raw float32, its one or two sides in turn.

    Returns:
        "container", "seconds", and "rate" and "channels" of the file.

    Raises:
        UnreadableAudioError: see the messages.
    """
    import av

    kind = checked(path)
    try:
        with (
            av.open(str(path), format=kind.reader, metadata_errors="ignore") as container,
            out.open("wb") as file,
        ):
            stream = _stream(container)
            claimed = _claimed(container, stream)
            if claimed > LONGEST + _SLACK:
                raise _too_long(claimed)
            codec = stream.codec_context
            # Who has one side has it on both, as loud as it is; FFmpeg would make it softer.
            layout = "stereo" if sides == 2 and codec.channels > 1 else "mono"
            seconds = _copy(_frames(container, stream), file, rate, layout, sides) / rate
            found = {"rate": codec.sample_rate, "channels": codec.channels}
    except (av.error.FFmpegError, ValueError) as error:
        raise _damaged(kind) from error
    _check_length(kind, seconds, claimed)
    return {"container": kind.ending, "seconds": seconds, **found}


def _stream(container: Any) -> Any:
    """The sound of a file in which there is nothing else."""
    from av.stream import Disposition

    if any(not s.disposition & Disposition.attached_pic for s in container.streams.video):
        raise UnreadableAudioError(f"This is a film. Save its sound by itself. {TAKEN}")
    if not container.streams.audio:
        raise UnreadableAudioError(f"There is no sound in this file. {TAKEN}")
    stream = container.streams.audio[0]
    codec = stream.codec_context
    if not codec.name.startswith(_CODECS):
        raise UnreadableAudioError(
            f"The sound of this file is coded as {codec.name}. Save it as WAV or MP3."
        )
    hold(codec.channels, codec.sample_rate)
    return stream


def _claimed(container: Any, stream: Any) -> float:
    """How many seconds the file says it has; 0 if it does not say."""
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return float(container.duration or 0) / 1_000_000


def _frames(container: Any, stream: Any) -> Iterator[Any]:
    """What can be decoded; a packet that is damaged is passed over, as players do it."""
    import av

    for packet in container.demux(stream):
        with contextlib.suppress(av.error.InvalidDataError):
            yield from packet.decode()


def _copy(frames: Iterator[Any], file: BinaryIO, rate: int, layout: str, sides: int) -> int:
    """Write frames as samples; how many those were of each side."""
    import av

    turned = av.AudioResampler(format="flt", layout=layout, rate=rate)
    samples = 0
    for frame in itertools.chain(frames, (None,)):  # None: what the filter still holds
        for piece in turned.resample(frame):
            block = piece.to_ndarray().reshape(-1)
            if not np.isfinite(block).all():
                raise UnreadableAudioError(
                    "Some samples of this recording are not numbers. Save it as 16 or 24 bits."
                )
            samples += len(block) // (1 if layout == "mono" else 2)
            if samples > (LONGEST + _SLACK) * rate:
                raise _too_long(0)
            file.write((np.repeat(block, sides) if layout == "mono" else block).tobytes())
    return samples


def _check_length(kind: Container, seconds: float, claimed: float) -> None:
    if kind.ending in _EXACT and seconds < WHOLE * claimed:
        raise UnreadableAudioError(
            f"This file breaks off: it says {claimed:.1f} seconds and has {seconds:.1f}. "
            "Upload it again, or save it anew."
        )
    if seconds == 0:
        raise UnreadableAudioError(f"There is no sound in this file. {TAKEN}")
    if seconds < SHORTEST:
        raise UnreadableAudioError(
            f"This recording has {seconds:.2f} seconds. We need at least {SHORTEST:g}."
        )


def _too_long(seconds: float) -> UnreadableAudioError:
    told = f"takes {seconds / 60:.0f} minutes" if seconds else "is longer than that"
    return UnreadableAudioError(
        f"We listen to recordings of up to {LONGEST / 60:.0f} minutes, and this one {told}. "
        "Cut out the part that you want."
    )


def _damaged(kind: Container) -> UnreadableAudioError:
    return UnreadableAudioError(
        f"This {kind.title} file is damaged and cannot be played. Save the recording anew."
    )


def bounded() -> None:
    """Let the system refuse this process more than a recording can need; Unix only."""
    try:
        import resource
    except ImportError:  # Windows: the tables are checked, and the length while decoding
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR, PROCESSOR))


def main() -> None:
    """Decode by the command line; a refusal is an answer too."""
    bounded()
    path, out = map(Path, sys.argv[1:3])
    try:
        answer = decode(path, out, *map(int, sys.argv[3:5]))
    except (UnreadableAudioError, MemoryError) as error:
        answer = {"refused": str(error) or "This file takes too much memory. Save it anew."}
    print(json.dumps(answer))  # noqa: T201 — the parent reads it
