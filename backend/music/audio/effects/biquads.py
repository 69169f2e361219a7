"""Filters of second order, by the formulas of the Web Audio specification.

https://webaudio.github.io/web-audio-api/#filters-characteristics, after R. Bristow-Johnson.
"""

import math

import numpy as np

from backend.music.audio.loudness import Floats, Sound

LOW_SHELF, HIGH_SHELF = 120.0, 6500.0  # Hz
FLAT = math.sqrt(0.5)  # the quality at which a low-pass has no hump


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
        sections: (n, 6), as the functions above make them.
    """

    def __init__(self, *sections: Floats) -> None:
        self._sections = np.array(sections)
        self._state = np.zeros((len(sections), 2, 2))

    def __call__(self, sound: Sound) -> Sound:
        """The next block."""
        from scipy.signal import sosfilt

        out, self._state = sosfilt(self._sections, sound, axis=1, zi=self._state)
        return np.asarray(out, np.float32)


def _angle(hertz: float, rate: int, q: float) -> tuple[float, float, float]:
    w = 2 * math.pi * min(hertz, 0.499 * rate) / rate
    return w, math.cos(w), math.sin(w) / (2 * q)


def _section(b0: float, b1: float, b2: float, a0: float, a1: float, a2: float) -> Floats:
    return np.array([b0, b1, b2, a0, a1, a2]) / a0
