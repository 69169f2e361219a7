"""How loud a recording is in 64 bands, 86 times a second: what the drums are heard in."""

from typing import Final

import numpy as np
import numpy.typing as npt

from backend.music.hearing.network import RATE, Floats

SIZE: Final = 1024  # samples that a spectrum is taken of, 46 ms; its middle is its moment
BANDS: Final = 64
LEVEL: Final = 0.15  # root mean square that a recording is brought to before it is heard
Levels = npt.NDArray[np.uint8]  # (frames, BANDS), 2.2 steps a decibel

_EVEN: Final = 400.0  # Hz: up to here ten bands are equally wide in hertz, above in pitch
_EDGES: Final = np.concatenate(
    (np.linspace(0, _EVEN, 11), np.geomspace(_EVEN, RATE / 2, BANDS - 9)[1:])
)
_BINS: Final = np.searchsorted(np.fft.rfftfreq(SIZE, 1 / RATE), _EDGES)
_STEPS: Final = 2.2  # a decibel
_FLOOR: Final = 60.0  # decibels below a magnitude of one that are silence
_SILENCE: Final = 1e-6

assert (np.diff(_BINS) > 0).all()  # every band has a bin


def window(size: int = SIZE) -> Floats:
    """(size,) the weights of the samples of a spectrum."""
    return np.hanning(size + 1)[:-1].astype(np.float32)


def decibels(spectra: npt.NDArray[np.floating]) -> Floats:
    """(frames, BANDS) of the loudest bin in each band, from (frames, SIZE // 2 + 1) magnitudes."""
    loudest = np.maximum.reduceat(spectra[:, : _BINS[-1]], _BINS[:-1], axis=1)
    return (20 * np.log10(loudest + _SILENCE)).astype(np.float32)


def levels(loud: Floats, gain: float = 0.0) -> Levels:
    """Decibels, raised by a gain in decibels, as bytes."""
    steps: Levels = np.clip((loud + (gain + _FLOOR)) * _STEPS, 0, 255).astype(np.uint8)
    return steps
