"""A recording as mono samples on the disk, decoded by a process that may crash without harm."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from backend.music.errors import CancelledError, UnreadableAudioError
from backend.music.hearing.network import RATE, Floats

_BLOCK: Final = 1 << 16  # samples read at once
_PATIENCE: Final = 240.0  # seconds until a decoder that hangs is ended
_LOOK: Final = 0.05  # seconds between two looks at it


@dataclass(frozen=True)
class Recording:
    """What was decoded.

    Attributes:
        samples: a file of raw float32, at the rate and with the sides that were asked.
        seconds: how long it is.
        container: the ending of its kind, see `containers`.
        rate: samples a second of the file itself.
        channels: of the file itself.
    """

    samples: Path
    seconds: float
    container: str
    rate: int
    channels: int

    def blocks(self, size: int = _BLOCK) -> Iterator[Floats]:
        """The samples, up to `size` at once."""
        with self.samples.open("rb") as file:
            while data := file.read(4 * size):
                yield np.frombuffer(data, np.float32)


def decoded(
    path: Path,
    folder: Path,
    cancelled: Callable[[], bool] = lambda: False,
    *,
    rate: int = RATE,
    sides: int = 1,
) -> Recording:
    """Decode a recording into `folder`: 5 MB a minute (20 in stereo), and none of it in memory.

    Args:
        path: of the recording.
        folder: where the samples will lie.
        cancelled: whether to stop.
        rate: samples a second that are wanted.
        sides: 1 to be listened to, 2 to be heard: left and right in turn.

    Raises:
        UnreadableAudioError: it is no recording, damaged, too long or too short; says which.
        CancelledError: it was stopped.
        OSError: the disk is full.
    """
    out = folder / "samples.raw"
    places = [place for place in sys.path if place]
    # One thread: what NumPy reserves for others counts against the limit of the child's memory.
    program = (
        f"import os, sys; os.putenv('OPENBLAS_NUM_THREADS', '1'); sys.path[:] = {places!r}; "
        "from backend.music.hearing.decoder import main; main()"
    )
    command = [sys.executable, "-c", program, str(path), str(out), str(rate), str(sides)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        try:
            _wait(child, cancelled)
        except BaseException:
            child.kill()
            raise
        told, fault = (pipe.read() if pipe else b"" for pipe in (child.stdout, child.stderr))
    if child.returncode or not told.strip():
        if b"No space left" in fault:
            raise OSError(28, "No space left on device")
        raise UnreadableAudioError("This file cannot be decoded. Save the recording anew as WAV.")
    answer = json.loads(told.splitlines()[-1])
    if "refused" in answer:
        raise UnreadableAudioError(answer["refused"])
    return Recording(out, **answer)


def _wait(child: "subprocess.Popen[bytes]", cancelled: Callable[[], bool]) -> None:
    """Until the child has ended; what it says fits into its pipes."""
    latest = time.monotonic() + _PATIENCE
    while child.poll() is None:
        if cancelled():
            raise CancelledError("Listening was stopped.")
        if time.monotonic() > latest:
            raise UnreadableAudioError("This file takes too long to decode. Save it anew as WAV.")
        time.sleep(_LOOK)
