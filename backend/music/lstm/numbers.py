"""Numbers: the functions of a network as kernels, the same to the last bit on every processor.

Library functions differ between systems and processors; these are polynomials, which do not.
"""

import numpy as np
import numpy.typing as npt

from backend.music.compiled import kernel

Floats = npt.NDArray[np.float32]
Shorts = npt.NDArray[np.int16]

f32 = np.float32
_LEAST = f32(-64)  # exp(−64) is nothing beside 1 in any sum that we make
_EPSILON = f32(1e-3)  # Keras' LayerNormalization


@kernel
def tanh(values: Floats) -> None:
    """In place; within 4e-7 (the rational function of the Eigen library)."""
    for i in range(len(values)):
        x = max(min(values[i], f32(7.9053111)), f32(-7.9053111))
        s = x * x
        top = f32(-2.76076847742355e-16)
        top = top * s + f32(2.00018790482477e-13)
        top = top * s + f32(-8.60467152213735e-11)
        top = top * s + f32(5.12229709037114e-08)
        top = top * s + f32(1.48572235717979e-05)
        top = top * s + f32(6.37261928875436e-04)
        top = top * s + f32(4.89352455891786e-03)
        low = f32(1.19825839466702e-06)
        low = low * s + f32(1.18534705686654e-04)
        low = low * s + f32(2.26843463243900e-03)
        low = low * s + f32(4.89352518554385e-03)
        values[i] = x * top / low


@kernel
def exp(values: Floats, out: Floats) -> None:
    """`out` = e to the power of `values`, none of them above 0; within 1e-5 of each."""
    for i in range(len(values)):
        x = max(values[i], _LEAST) / f32(64)
        y = f32(1 / 720)
        y = y * x + f32(1 / 120)
        y = y * x + f32(1 / 24)
        y = y * x + f32(1 / 6)
        y = y * x + f32(1 / 2)
        y = y * x + f32(1)
        y = y * x + f32(1)
        for _ in range(6):
            y = y * y
        out[i] = y


@kernel
def total(values: Floats) -> np.float32:
    """The sum, in four strands, so that a processor adds several at a time."""
    a = b = c = d = f32(0)
    whole = len(values) // 4 * 4
    for i in range(0, whole, 4):
        a += values[i]
        b += values[i + 1]
        c += values[i + 2]
        d += values[i + 3]
    for i in range(whole, len(values)):
        a += values[i]
    return (a + b) + (c + d)


@kernel
def largest(values: Floats) -> np.float32:
    """The largest of at least one value."""
    a = b = values[0]
    whole = len(values) // 2 * 2
    for i in range(0, whole, 2):
        a = max(a, values[i])
        b = max(b, values[i + 1])
    a = max(a, values[-1])
    return max(b, a)


@kernel
def normalise(values: Floats, out: Floats) -> None:
    """`out` = values of mean 0 and variance 1, without Keras' gain and shift."""
    size = f32(len(values))
    mean = total(values) / size
    for i in range(len(values)):
        centred = values[i] - mean
        out[i] = centred * centred
    scale = f32(1) / np.sqrt(total(out) / size + _EPSILON)
    for i in range(len(values)):
        out[i] = (values[i] - mean) * scale


@kernel
def shorten(values: Floats, steps: np.float32, out: Shorts) -> None:
    """`out` = the nearest multiples of 1 / `steps`, in those steps."""
    for i in range(len(values)):
        out[i] = np.int16(np.floor(values[i] * steps + f32(0.5)))
