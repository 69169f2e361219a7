"""The network that hears drums: ours, a few convolutions, run by NumPy."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple, Self

import numpy as np

from backend import paths
from backend.music.hearing import weights
from backend.music.hearing.kit import KIT
from backend.music.hearing.network import Floats
from backend.music.hearing.spectra import Levels

WEIGHTS: Final = paths.MODELS / "hearing" / "drums.npz"
_LABELS: Final = {"format": 1, "kit": [drum.name for drum in KIT]}
SCALE: Final = 128.0  # what levels are divided by
DILATIONS: Final = (1, 2, 4, 8, 16, 32, 64)  # frames between the three taps of each block
_CHUNK: Final = 2048  # frames at once
_REACH: Final = sum(DILATIONS) + 3  # frames on either side that one frame's answer depends on


class Beaten(NamedTuple):
    """How sure the network is, 0…1, that a drum is struck, and how hard if so: (frames, KIT)."""

    sure: Floats
    hard: Floats


@dataclass(frozen=True)
class DrumEar:
    """The weights of the network; its two convolutions over bands and time halve the bands.

    Attributes:
        wide, narrow: (frames, bands, in, out) kernels of those.
        mixed: (bands · channels, channels): all bands become one line of channels.
        blocks: (blocks, 3 · channels, channels): each adds what it hears at three moments.
        answer: (channels, 2 · KIT).
        wide_bias, narrow_bias, mixed_bias, block_biases, answer_bias: what is added to each.
        thresholds: (KIT,) how sure is sure enough.
    """

    wide: Floats
    wide_bias: Floats
    narrow: Floats
    narrow_bias: Floats
    mixed: Floats
    mixed_bias: Floats
    blocks: Floats
    block_biases: Floats
    answer: Floats
    answer_bias: Floats
    thresholds: Floats

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> Self:
        """Read the weights.

        Raises:
            MissingEarError: there are none.
            IncompatibleModelError: they are of another format or for another kit.
        """
        return cls(**weights.read(path, _LABELS, "drums"))

    def save(self, path: Path) -> None:
        """Write the weights."""
        weights.write(path, _LABELS, vars(self))

    def hear(self, levels: Levels) -> Beaten:
        """Which drums are struck in (frames, BANDS) of `spectra`."""
        parts = [
            self._answer(levels[max(start - _REACH, 0) : start + _CHUNK + _REACH])[
                min(start, _REACH) :
            ][:_CHUNK]
            for start in range(0, len(levels), _CHUNK)
        ]
        whole = np.concatenate(parts) if parts else np.zeros((0, 2 * len(KIT)), np.float32)
        return Beaten(whole[:, : len(KIT)], whole[:, len(KIT) :])

    def _answer(self, levels: Levels) -> Floats:
        """(frames, 2 · KIT) of some frames that have silence on either side."""
        over = levels[..., None].astype(np.float32) / SCALE
        over = _halved(over, self.wide, self.wide_bias)
        over = _halved(over, self.narrow, self.narrow_bias)
        line = np.maximum(over.reshape(len(over), -1) @ self.mixed + self.mixed_bias, 0)
        for dilation, kernel, bias in zip(DILATIONS, self.blocks, self.block_biases, strict=True):
            held = np.pad(line, ((dilation, dilation), (0, 0)))
            taps = [held[k * dilation :][: len(line)] for k in range(3)]
            line = line + np.maximum(np.concatenate(taps, axis=1) @ kernel + bias, 0)
        logits = line @ self.answer + self.answer_bias
        return np.asarray(0.5 + 0.5 * np.tanh(0.5 * logits), np.float32)  # 0…1, never too large


def _halved(over: Floats, kernel: Floats, bias: Floats) -> Floats:
    """A convolution of (frames, bands, in) that keeps every second band; what is below 0 is 0."""
    high, wide, _, out = kernel.shape
    beside = wide - 2  # bands of nothing, as many above as below or one more
    edges = ((high // 2, high // 2), (beside // 2, beside - beside // 2), (0, 0))
    views = np.lib.stride_tricks.sliding_window_view(np.pad(over, edges), (high, wide), (0, 1))
    views = views[:, ::2].transpose(0, 1, 3, 4, 2)
    rows = views.reshape(-1, kernel[..., 0].size) @ kernel.reshape(-1, out) + bias
    return np.asarray(np.maximum(rows, 0), np.float32).reshape(*views.shape[:2], out)
