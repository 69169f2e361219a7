"""Curves of what begins, frame by frame, and how far they repeat themselves."""

from typing import Final

import numpy as np
import numpy.typing as npt

from backend.music.hearing.network import FRAME_SECONDS, Floats
from backend.music.hearing.spectra import Levels

Array = npt.NDArray[np.float64]

_LOCAL: Final = 3.0  # seconds whose mean a beginning is held against


def rises(levels: Levels) -> Floats:
    """(frames, BANDS) how much louder each band gets; 0 where nothing begins."""
    steps = np.diff(levels.astype(np.float32), axis=0, prepend=levels[:1].astype(np.float32))
    return np.maximum(steps, 0)


def strength(levels: Levels, onsets: Floats) -> Array:
    """(frames,) zero-mean strength of beginnings: of the sound, and of notes as an ear has them."""
    struck = onsets.sum(axis=1, dtype=np.float64)
    length = min(len(levels), len(struck))
    risen = rises(levels).mean(axis=1, dtype=np.float64)
    both = sum(even(part[:length]) for part in (risen, np.sqrt(struck)))
    return np.asarray(both, np.float64)


def even(curve: Array) -> Array:
    """Less its own mean over a few seconds, at unit spread."""
    width = max(min(round(_LOCAL / FRAME_SECONDS), len(curve)), 1)
    local = np.convolve(curve, np.ones(width), "same")
    local /= np.convolve(np.ones(len(curve)), np.ones(width), "same")
    rest = np.maximum(curve - local, 0.0)
    spread = float(rest.std())
    return (rest - rest.mean()) / spread if spread > 0 else rest


def likeness(curve: Array, reach: int) -> Array:
    """(reach,) how like itself a curve is so many frames later, per frame that both have."""
    size = 1 << (len(curve) + reach).bit_length()
    spectrum = np.fft.rfft(curve, size)
    found = np.fft.irfft(np.abs(spectrum) ** 2, size)[:reach]
    return np.asarray(found / np.maximum(len(curve) - np.arange(reach), 1), np.float64)
