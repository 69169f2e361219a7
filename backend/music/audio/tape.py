"""Stereo sound on the disk, written once from the start and then read from anywhere."""

from pathlib import Path
from types import TracebackType

import numpy as np

from backend.music.audio.loudness import Sound

_FRAME = 2 * 4  # bytes: two sides, float32


class Tape:
    """A recording that may be longer than memory; a context manager that closes its file.

    Args:
        path: of the file, which is made anew unless it is `recorded`.
        recorded: whether it is there already: raw float32, left and right in turn.
    """

    def __init__(self, path: Path, *, recorded: bool = False) -> None:
        # Unbuffered: blocks are large enough as they are.
        self._file = path.open("rb" if recorded else "w+b", buffering=0)
        self.frames = path.stat().st_size // _FRAME if recorded else 0

    def record(self, sound: Sound) -> None:
        """Append (2, frames). OSError when the disk is full."""
        data = memoryview(np.ascontiguousarray(sound.T, np.float32).tobytes())
        while data:  # an unbuffered write may stop early
            data = data[self._file.write(data) :]
        self.frames += sound.shape[1]

    def play(self, start: int, stop: int) -> Sound:
        """(2, frames) of what was recorded between two frames, as a copy."""
        start, stop = max(start, 0), min(stop, self.frames)
        self._file.seek(start * _FRAME)
        data = self._file.read((stop - start) * _FRAME)
        return np.ascontiguousarray(np.frombuffer(data, np.float32).reshape(-1, 2).T)

    def __enter__(self) -> "Tape":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self._file.close()
