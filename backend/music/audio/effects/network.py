"""The room that is reckoned: what a network of eight delays answers to one clap.

Four all-passes make the clap dense (M. R. Schroeder, 1962), then eight lines feed each other
through a Householder matrix, each with its own loss (J.-M. Jot, 1991). The network does not change
with time, so that its answer to one clap is all that there is to know of it.
"""

import math
from typing import Final

import numpy as np

from backend.music.audio.loudness import Floats
from backend.music.compiled import kernel
from backend.music.score.effects import Reverb

# Milliseconds; no two have a common measure, so that echoes do not fall together.
LINES: Final = np.array([29.7, 37.1, 41.1, 43.7, 50.3, 56.9, 61.3, 68.9])
DIFFUSERS: Final = np.array([4.77, 3.59, 12.73, 9.31])
_SPREAD: Final = 0.6  # of the all-passes


def answer(settings: Reverb, rate: int) -> Floats:
    """(2, frames): left and right, before any normalisation."""
    before = round(settings.predelay_ms / 1000 * rate)
    frames = math.ceil((settings.seconds * 1.1 + LINES[-1] / 1000 * settings.size) * rate)
    lines = _frames(LINES * settings.size, rate)
    losses = 10 ** (-3 * lines / (settings.seconds * rate))
    dull = math.exp(-2 * math.pi * settings.tone_hz / rate)
    out = np.zeros((2, before + frames))
    _ring(out[:, before:], _frames(DIFFUSERS, rate), lines, losses, dull)
    return out


def _frames(milliseconds: Floats, rate: int) -> Floats:
    return np.floor(milliseconds / 1000 * rate + 0.5)


@kernel
def _ring(out: Floats, diffusers: Floats, lines: Floats, losses: Floats, dull: float) -> None:
    count, longest = len(lines), int(lines.max())
    ring = np.zeros((count, longest))
    spread = np.zeros((len(diffusers), int(diffusers.max())))
    dulled, back = np.zeros(count), np.zeros(count)
    for frame in range(out.shape[1]):
        value = 1.0 if frame == 0 else 0.0
        for stage in range(len(diffusers)):
            at = frame % int(diffusers[stage])
            kept = spread[stage, at]
            spread[stage, at] = value + _SPREAD * kept
            value = kept - _SPREAD * spread[stage, at]
        total = 0.0
        for line in range(count):
            heard = ring[line, frame % int(lines[line])]
            dulled[line] = (1 - dull) * heard + dull * dulled[line]
            back[line] = losses[line] * dulled[line]
            total += back[line]
            sign = -1.0 if line // 2 % 2 else 1.0
            out[line % 2, frame] += sign * heard
        for line in range(count):
            into = value if line % 4 < 2 else -value
            ring[line, frame % int(lines[line])] = into + back[line] - 2 * total / count
