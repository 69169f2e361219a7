"""Sound convolved with what a room answers to one clap.

The answer is cut into pieces of equal length, and the spectrum of each stretch of sound meets them
all, one stretch after the other (uniformly partitioned convolution, overlap and save).
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from backend.music.audio.loudness import Floats, Sound
from backend.music.compiled import kernel

Row = npt.NDArray[np.float32]
# (2 sides, count, 2, bins): spectra, each of a piece and as much silence, real and imaginary parts
Pieces = npt.NDArray[np.float32]

_PARTS: Final = 2  # of a block: four spectra at once, of both sides, is what SIMD registers hold
_BINS: Final = 1024  # that meet at once: they stay in the nearest cache


def cut(answer: Floats, frames: int) -> Pieces:
    """The spectra of (2, n), for blocks of so many frames; may be shared."""
    from scipy.fft import rfft

    piece = -(-frames // _PARTS)
    count = -(-answer.shape[1] // piece)
    padded = np.pad(answer, ((0, 0), (0, count * piece - answer.shape[1])))
    rows = padded.reshape(2, count, piece).astype(np.float32)
    return _planar(rfft(rows, 2 * piece, axis=2))


class Convolved:
    """What a room answers to sound, without that sound; goes on from block to block.

    Args:
        pieces: of `cut`.
        frames: of every block but the last.
    """

    def __init__(self, pieces: Pieces, frames: int) -> None:
        self._pieces, self._piece = pieces, -(-frames // _PARTS)
        self._heard = np.zeros_like(pieces)  # spectra of the last stretches, in a ring
        self._last = np.zeros((2, self._piece), np.float32)
        self._turn = 0

    def __call__(self, sound: Sound) -> Sound:
        """The next block."""
        from scipy.fft import irfft, rfft

        piece, short = self._piece, _PARTS * self._piece - sound.shape[1]
        whole = np.concatenate([self._last, sound, np.zeros((2, short), np.float32)], axis=1)
        self._last = whole[:, -piece:].copy()
        windows = np.lib.stride_tricks.sliding_window_view(whole, 2 * piece, axis=1)[:, ::piece]
        spectra = rfft(windows, axis=2)
        for part in range(_PARTS):
            self._heard[:, self._turn] = _planar(spectra[:, part])
            _meet(self._pieces, self._heard, self._turn, spectra[:, part])
            self._turn = (self._turn + 1) % self._heard.shape[1]
        out = irfft(spectra, 2 * piece, axis=2)[:, :, piece:]
        return np.ascontiguousarray(out.reshape(2, -1)[:, : sound.shape[1]])


def _planar(spectra: npt.NDArray[np.complex64]) -> Pieces:
    """Real parts and imaginary parts by themselves: several are multiplied at a time."""
    return np.stack([spectra.real, spectra.imag], axis=-2)


@kernel
def _meet(pieces: Pieces, heard: Pieces, turn: int, out: npt.NDArray[np.complex64]) -> None:
    """Writes (2, bins): the sum of every piece times the stretch that was heard so long ago."""
    count, bins = pieces.shape[1], pieces.shape[3]
    total = np.empty((2, _BINS), np.float32)
    for side in range(2):
        for first in range(0, bins, _BINS):
            bound = min(first + _BINS, bins)
            total[:] = 0
            for piece in range(count):
                past = (turn - piece) % count
                a, b = pieces[side, piece, 0, first:bound], pieces[side, piece, 1, first:bound]
                c, d = heard[side, past, 0, first:bound], heard[side, past, 1, first:bound]
                _add(total[0], a, c, b, d, np.float32(-1))
                _add(total[1], a, d, b, c, np.float32(1))
            for at in range(first, bound):
                out[side, at] = complex(total[0, at - first], total[1, at - first])


@kernel
def _add(total: Row, a: Row, b: Row, c: Row, d: Row, sign: np.float32) -> None:
    """Adds ab ± cd. Real and imaginary parts together would be too many rows to vectorise."""
    for at in range(len(a)):
        total[at] += a[at] * b[at] + sign * (c[at] * d[at])
