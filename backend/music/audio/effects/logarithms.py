"""Amplitudes to decibels and back, many at a time.

The C library's logarithm takes one number after the other, and its last digit differs from system
to system. Polynomials are sums and products, which the compiler does for several numbers at once.
"""

from collections.abc import Callable
from typing import Final

import numpy as np
import numpy.typing as npt
from numpy.polynomial import Chebyshev, Polynomial

from backend.music.audio.loudness import Floats
from backend.music.compiled import kernel

_DOUBLE: Final = float(20 * np.log10(2))  # dB
# Of a float32: the exponent's place, what is added to it, and the digits behind the point.
_PLACE, _BIAS, _DIGITS = 23, 127, (1 << 23) - 1


def _near(function: Callable[[Floats], Floats], degree: int, first: float) -> tuple[float, ...]:
    """Coefficients, highest power first, of a polynomial like `function` from `first` to one on."""
    fitted = Chebyshev.interpolate(function, degree, domain=[first, first + 1])
    return tuple(fitted.convert(kind=Polynomial).coef[::-1].tolist())


_LOG: Final = _near(np.log2, 9, 1.0)  # within 1e-8
_POWER: Final = _near(np.exp2, 6, 0.0)  # within 1e-8


@kernel
def decibels(amplitudes: npt.NDArray[np.float32]) -> Floats:
    """(n,): of amplitudes above nought, which are overwritten."""
    bits = amplitudes.view(np.int32)
    out = np.empty(len(bits))
    for at in range(len(bits)):
        out[at] = (bits[at] >> _PLACE) - _BIAS
        bits[at] = (bits[at] & _DIGITS) | (_BIAS << _PLACE)
    for at in range(len(bits)):
        part = np.float64(amplitudes[at])  # from 1 to 2
        power = 0.0
        for coefficient in _LOG:
            power = power * part + coefficient
        out[at] = _DOUBLE * (out[at] + power)
    return out


@kernel
def amplitudes(decibels: Floats, out: npt.NDArray[np.float32]) -> None:
    """Writes (n,) amplitudes of decibels, which are overwritten."""
    bits = out.view(np.int32)
    for at in range(len(bits)):
        power = decibels[at] / _DOUBLE
        whole = np.floor(power)
        bits[at] = np.int32(whole + _BIAS) << _PLACE
        decibels[at] = power - whole
    for at in range(len(bits)):
        value = 0.0
        for coefficient in _POWER:
            value = value * decibels[at] + coefficient
        out[at] *= value
