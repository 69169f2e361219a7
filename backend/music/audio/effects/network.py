"""The room that is reckoned: a network of eight delays for each side.

Four all-passes make a sound dense (M. R. Schroeder, 1962), then eight lines feed each other
through a Householder matrix, each with its own loss (J.-M. Jot, 1991). The page lets the same
network answer one clap, and convolves with that.
"""

import math
from typing import Final

import numpy as np
import numpy.typing as npt

from backend.music.audio.effects.rows import Row, add
from backend.music.audio.loudness import Floats, Sound
from backend.music.compiled import kernel
from backend.music.score.effects import Reverb

# Milliseconds; no two have a common measure, so that echoes do not fall together.
LINES: Final = np.array([29.7, 37.1, 41.1, 43.7, 50.3, 56.9, 61.3, 68.9])
DIFFUSERS: Final = np.array([4.77, 3.59, 12.73, 9.31])
_SPREAD: Final = np.float32(0.6)  # of the all-passes
_CHUNK: Final = 512  # frames that lines are read ahead, at most: they stay in the nearest cache

Rows = npt.NDArray[np.float32]  # (lines, frames)
Counts = npt.NDArray[np.int64]


def answer(settings: Reverb, rate: int) -> Sound:
    """(2, frames): left and right of one clap on both, before any normalisation."""
    seconds = settings.seconds * 1.1 + LINES[-1] / 1000 * settings.size
    clap = np.zeros((2, _before(settings, rate) + math.ceil(seconds * rate)), np.float32)
    clap[:, 0] = 1
    return Network(settings, rate)(clap)


class Network:
    """What the room of a `Reverb` answers to sound, without that sound; from block to block."""

    def __init__(self, settings: Reverb, rate: int) -> None:
        self._lines, self._diffusers = (
            _frames(LINES * settings.size, rate),
            _frames(DIFFUSERS, rate),
        )
        losses = 10 ** (-3 * self._lines / (settings.seconds * rate))
        self._losses = losses.astype(np.float32)
        self._dull = np.float32(math.exp(-2 * math.pi * settings.tone_hz / rate))
        self._late = np.zeros((2, _before(settings, rate)), np.float32)
        self._spread = np.zeros((2, len(DIFFUSERS), self._diffusers.max()), np.float32)
        self._ring = np.zeros((2, len(LINES), self._lines.max()), np.float32)
        self._dulled = np.zeros((2, len(LINES)), np.float32)
        self._frame = 0

    def __call__(self, sound: Sound) -> Sound:
        """The next block."""
        frames = sound.shape[1]
        whole = np.concatenate([self._late, sound], axis=1)
        self._late = whole[:, frames:].copy()
        out = np.zeros_like(sound)
        for side in range(2):
            value = whole[side, :frames]
            _diffuse(value, self._spread[side], self._diffusers, self._frame)
            _ring(
                value, out[side], side, self._ring[side], self._lines, self._losses, self._dull,
                self._dulled[side], self._frame,
            )  # fmt: skip
        self._frame += frames
        return out


def _before(settings: Reverb, rate: int) -> int:
    return round(settings.predelay_ms / 1000 * rate)


def _frames(milliseconds: Floats, rate: int) -> Counts:
    return np.floor(milliseconds / 1000 * rate + 0.5).astype(np.int64)


@kernel
def _diffuse(sound: Row, spread: Rows, diffusers: Counts, now: int) -> None:
    """The all-passes, one after the other, in place."""
    for stage in range(len(diffusers)):
        first, at = 0, now % diffusers[stage]
        while first < len(sound):
            count = min(len(sound) - first, diffusers[stage] - at)
            _pass(sound[first : first + count], spread[stage, at : at + count])
            first, at = first + count, 0


@kernel
def _pass(sound: Row, held: Row) -> None:
    for frame in range(len(sound)):
        kept = held[frame]
        held[frame] = sound[frame] + _SPREAD * kept
        sound[frame] = kept - _SPREAD * held[frame]


@kernel
def _ring(
    sound: Row, out: Row, side: int, ring: Rows, lines: Counts, losses: Row, dull: np.float32,
    dulled: Row, now: int,
) -> None:  # fmt: skip
    """The lines of one side: every other one is heard there.

    A chunk is shorter than every line, so that what all lines say in it stands already, and each
    step can be taken for many frames at once.
    """
    chunk = min(_CHUNK, lines.min())
    said = np.empty((len(lines), chunk), np.float32)
    total = np.empty(chunk, np.float32)
    for first in range(0, len(sound), chunk):
        count = min(chunk, len(sound) - first)
        total[:] = 0
        for line in range(len(lines)):
            at = (now + first) % lines[line]
            until = min(count, lines[line] - at)
            said[line, :until] = ring[line, at : at + until]
            said[line, until:count] = ring[line, : count - until]
            if line % 2 == side:
                sign = np.float32(-1 if line // 2 % 2 else 1)
                add(out[first : first + count], said[line], sign)
        for line in range(0, len(lines), 4):
            _dull(said[line : line + 4, :count], dull, dulled[line : line + 4])
        for line in range(len(lines)):
            add(total[:count], said[line], losses[line] * np.float32(2 / len(lines)))
        for line in range(len(lines)):
            at = (now + first) % lines[line]
            until = min(count, lines[line] - at)
            sign = np.float32(1 if line % 4 < 2 else -1)
            into = sound[first : first + count]
            _feed(ring[line, at : at + until], into, sign, said[line], losses[line], total)
            _feed(
                ring[line, : count - until], into[until:], sign, said[line, until:], losses[line],
                total[until:],
            )  # fmt: skip


@kernel
def _dull(rows: Rows, dull: np.float32, state: Row) -> None:
    """A low-pass for four rows in place; one alone would wait for its own last sample."""
    a, b, c, d = state[0], state[1], state[2], state[3]
    new = np.float32(1) - dull
    for frame in range(rows.shape[1]):
        a, b = new * rows[0, frame] + dull * a, new * rows[1, frame] + dull * b
        c, d = new * rows[2, frame] + dull * c, new * rows[3, frame] + dull * d
        rows[0, frame], rows[1, frame], rows[2, frame], rows[3, frame] = a, b, c, d
    state[0], state[1], state[2], state[3] = a, b, c, d


@kernel
def _feed(line: Row, sound: Row, sign: np.float32, said: Row, loss: np.float32, total: Row) -> None:
    for frame in range(len(line)):
        line[frame] = sign * sound[frame] + loss * said[frame] - total[frame]
