"""A stream of samples as overlapping frames, of which spectra are taken."""

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np

from backend.music.hearing.network import Floats

_FRAMES: Final = 1024  # at once


def framed(blocks: Iterable[Floats], size: int, hop: int) -> Iterator[Floats]:
    """Cut samples into frames; never more than a thousand of them are held.

    Args:
        blocks: (n,) samples each, of any length.
        size: samples a frame, an even number.
        hop: samples from one frame to the next.

    Yields:
        (n, size) frames; frame k of all is centred on sample k · hop, with silence before the
        first sample and after the last.
    """
    held = np.zeros(size // 2, np.float32)
    span = (_FRAMES - 1) * hop + size
    for block in blocks:
        held = np.concatenate((held, block))
        while len(held) >= span:
            yield np.lib.stride_tricks.sliding_window_view(held[:span], size)[::hop]
            held = held[_FRAMES * hop :]
    frames = -(-max(len(held) - size // 2, 0) // hop)
    if frames:
        held = np.pad(held, (0, frames * hop + size - len(held)))
        yield np.lib.stride_tricks.sliding_window_view(held, size)[::hop][:frames]
