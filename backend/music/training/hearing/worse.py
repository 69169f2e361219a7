"""Worse sound: excerpts as a room, a cheap recorder, another mix or other drums would have them."""

from typing import Final

import numpy as np

from backend.music.hearing.network import Floats
from backend.music.hearing.spectra import BANDS

_DECIBEL: Final = 2.2  # steps of a level
_LOUDEST: Final = 255.0
_OFTEN, _SELDOM = 0.35, 0.15  # shares of the excerpts


def worsened(levels: Floats, other: Floats, rng: np.random.Generator) -> Floats:
    """An excerpt made harder to hear, by chance.

    Args:
        levels: (frames, BANDS) as of `hearing.spectra`.
        other: as many frames of a piece without drums, that may be mixed in.
        rng: of what is done.
    """
    if rng.random() < _OFTEN:
        levels = np.maximum(levels, other - rng.uniform(0, 12) * _DECIBEL)
    if rng.random() < _OFTEN:
        levels = _tuned(levels, int(rng.integers(-2, 3)))
    if rng.random() < _OFTEN:
        levels = _ringing(levels, rng.uniform(0.5, 3) * _DECIBEL, rng.uniform(6, 20) * _DECIBEL)
    if rng.random() < _OFTEN:
        levels = np.maximum(levels, _noise(levels.shape, rng))
    if rng.random() < _SELDOM:
        levels[:, rng.integers(BANDS - 12, BANDS) :] -= rng.uniform(6, 40) * _DECIBEL
    levels = levels + _colour(rng) + rng.normal(0, 3) * _DECIBEL
    return np.clip(levels, 0, _LOUDEST).astype(np.float32)


def _tuned(levels: Floats, bands: int) -> Floats:
    """Higher or lower by a band, which is a semitone."""
    return np.roll(np.pad(levels, ((0, 0), (2, 2)), "edge"), bands, axis=1)[:, 2:-2]


def _ringing(levels: Floats, falls: float, under: float) -> Floats:
    """In a room: every sound stays, softer by `under`, and falls as steadily as is said a frame."""
    ramp = np.arange(len(levels), dtype=np.float32)[:, None] * falls
    tail = np.maximum.accumulate(levels - under + ramp) - ramp
    return np.asarray(np.maximum(levels, tail), np.float32)


def _noise(shape: tuple[int, ...], rng: np.random.Generator) -> Floats:
    """Of a tape or a crowd, sloping towards high or low bands."""
    slope = np.linspace(0.5, -0.5, BANDS) * rng.uniform(-10, 30) * _DECIBEL
    hiss = rng.normal(rng.uniform(10, 110), 3 * _DECIBEL, shape) + slope
    return hiss.astype(np.float32)


def _colour(rng: np.random.Generator) -> Floats:
    """(BANDS,) of a smooth curve, as of an equaliser or of a loudspeaker."""
    places = np.linspace(0, np.pi, BANDS)
    waves = np.cos(np.outer((1, 2, 3), places) + rng.uniform(0, np.pi, (3, 1)))
    return (rng.normal(0, 2.5, 3) @ waves * _DECIBEL).astype(np.float32)
