"""Clues of heard notes as they would be of the same music in another key, tempo or room."""

from typing import Final

import numpy as np

from backend.music.hearing.clues import (
    HIGH,
    HIGH_SQUARED,
    LENGTH_LOG,
    LENGTH_ROOT,
    LOUDNESS,
    OVERTONES,
    SINCE,
    SOUND,
)
from backend.music.hearing.network import Floats

_SEMITONES: Final = 5  # up or down
_TEMPO: Final = 0.12  # natural logarithm; one standard deviation, as the following
_GAIN: Final = 0.03  # of the range of a spectrum: 3.5 dB
_TILT: Final = 0.01  # from one overtone to the next
_NOISE: Final = 0.015


def altered(clues: Floats, rng: np.random.Generator) -> Floats:
    """(n, CLUES) of one stretch, all of them altered alike."""
    found = clues + rng.normal(0, _NOISE, clues.shape).astype(np.float32)
    found[:, HIGH] = clues[:, HIGH] + rng.integers(-_SEMITONES, _SEMITONES + 1) / 24
    found[:, HIGH_SQUARED] = found[:, HIGH] ** 2
    slower = np.exp(rng.normal(0, _TEMPO))
    length = np.expm1(3 * clues[:, LENGTH_LOG]) / 10 * slower
    found[:, LENGTH_ROOT] = np.sqrt(np.minimum(length, 2))
    found[:, LENGTH_LOG] = np.log1p(10 * length) / 3
    found[:, SINCE] = np.minimum(clues[:, SINCE] * slower, 1)
    gain = rng.normal(0, _GAIN)
    found[:, LOUDNESS] += gain
    found[:, SOUND] += gain * (clues[:, SOUND] > 0)
    found[:, OVERTONES] += rng.normal(0, _TILT) * np.arange(OVERTONES.shape[1])
    return found
