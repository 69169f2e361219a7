"""Filters of second order, by the formulas of the Web Audio specification.

https://webaudio.github.io/web-audio-api/#filters-characteristics, after R. Bristow-Johnson.
"""

import math

import numpy as np

from backend.music.audio.loudness import Floats, Sound
from backend.music.compiled import kernel

LOW_SHELF, HIGH_SHELF = 120.0, 6500.0  # Hz
FLAT = math.sqrt(0.5)  # the quality at which a low-pass has no hump
FAINT = 1e-20


def lowpass(hertz: float, rate: int) -> Floats:
    """(6,): b0 b1 b2 a0 a1 a2 with a0 = 1."""
    _, cos, alpha = _angle(hertz, rate, FLAT)
    return _section((1 - cos) / 2, 1 - cos, (1 - cos) / 2, 1 + alpha, -2 * cos, 1 - alpha)


def highpass(hertz: float, rate: int) -> Floats:
    """As `lowpass`, for what lies above."""
    _, cos, alpha = _angle(hertz, rate, FLAT)
    return _section((1 + cos) / 2, -1 - cos, (1 + cos) / 2, 1 + alpha, -2 * cos, 1 - alpha)


def peaking(hertz: float, q: float, decibels: float, rate: int) -> Floats:
    """A bell."""
    _, cos, alpha = _angle(hertz, rate, q)
    a = 10 ** (decibels / 40)
    return _section(1 + alpha * a, -2 * cos, 1 - alpha * a, 1 + alpha / a, -2 * cos, 1 - alpha / a)


def shelf(hertz: float, decibels: float, rate: int, *, high: bool) -> Floats:
    """What lies below `hertz`, or above, by so much louder; slope 1."""
    w, cos, _ = _angle(hertz, rate, FLAT)
    a = 10 ** (decibels / 40)
    side = -1.0 if high else 1.0
    root = 2 * math.sqrt(a) * math.sin(w) / 2 * math.sqrt(2)
    up, down, turned = a + 1, a - 1, side * cos
    return _section(
        a * (up - down * turned + root),
        side * 2 * a * (down - up * turned),
        a * (up - down * turned - root),
        up + down * turned + root,
        side * -2 * (down + up * turned),
        up + down * turned - root,
    )


class Filter:
    """Sections one after the other on both sides, which go on from block to block.

    Args:
        sections: (6,) each, as the functions above make them; those that change nothing are
            left out.
    """

    def __init__(self, *sections: Floats) -> None:
        self._sections = [one for one in sections if not np.array_equal(one[:3], one[3:])]
        self._states = np.zeros((len(self._sections), 2, 2))  # section, side, the two delays

    def __call__(self, sound: Sound) -> Sound:
        """The next block."""
        for section, state in zip(self._sections, self._states, strict=True):
            out = np.empty_like(sound)
            filtered(sound, out, section, state)
            sound = out
        return sound


@kernel
def filtered(sound: Sound, out: Sound, section: Floats, state: Floats) -> None:
    """Writes what a section makes of (2, frames); `out` may be `sound`.

    Both sides at once: neither waits for the other's last sample.
    """
    b0, b1, b2, a1, a2 = section[0], section[1], section[2], section[4], section[5]
    left, left_before = state[0, 0], state[0, 1]
    right, right_before = state[1, 0], state[1, 1]
    for frame in range(sound.shape[1]):
        one, other = np.float64(sound[0, frame]), np.float64(sound[1, frame])
        new, newer = b0 * one + left, b0 * other + right
        left, right = b1 * one + left_before - a1 * new, b1 * other + right_before - a1 * newer
        left_before, right_before = b2 * one - a2 * new, b2 * other - a2 * newer
        out[0, frame], out[1, frame] = new, newer
    for side, values in enumerate(((left, left_before), (right, right_before))):
        for delay in range(2):  # what has died away is nothing: tiny numbers would take long
            value = values[delay]
            state[side, delay] = value if abs(value) > FAINT else 0.0


def _angle(hertz: float, rate: int, q: float) -> tuple[float, float, float]:
    w = 2 * math.pi * min(hertz, 0.499 * rate) / rate
    return w, math.cos(w), math.sin(w) / (2 * q)


def _section(b0: float, b1: float, b2: float, a0: float, a1: float, a2: float) -> Floats:
    return np.array([b0, b1, b2, a0, a1, a2]) / a0
