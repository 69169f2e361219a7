"""Beats: the tempo of a pulse, and the line of beats that follows it best."""

from typing import Final

import numpy as np
import numpy.typing as npt

from backend.music.hearing.network import FRAME_SECONDS, Floats

Array = npt.NDArray[np.float64]

SLOWEST, FASTEST = 50.0, 210.0  # beats a minute
_LIKELY: Final = 115.0  # where tempos of music lie, and …
_SPREAD: Final = 0.8  # … how widely, as a standard deviation of the natural logarithm
_TIGHT: Final = 400.0  # what a beat costs that comes at another distance than the one before
_LOCAL: Final = 3.0  # seconds whose mean a beginning is held against
# How far a lag's doubles speak for it: a bar repeats, so do half bars.
_MULTIPLES: Final = ((1, 1.0), (2, 0.6), (3, 0.3), (4, 0.5))


def strength(rises: Array, onsets: Floats) -> Array:
    """(frames,) zero-mean strength of beginnings: the sound's flux and the network's onsets."""
    struck = onsets.sum(axis=1, dtype=np.float64)
    length = min(len(rises), len(struck))
    both = sum(_even(part[:length]) for part in (rises, np.sqrt(struck)))
    return np.asarray(both, np.float64)


def _even(curve: Array) -> Array:
    """Less its own mean over a few seconds, at unit spread."""
    width = max(min(round(_LOCAL / FRAME_SECONDS), len(curve)), 1)
    local = np.convolve(curve, np.ones(width), "same")
    local /= np.convolve(np.ones(len(curve)), np.ones(width), "same")
    rest = np.maximum(curve - local, 0.0)
    spread = float(rest.std())
    return (rest - rest.mean()) / spread if spread > 0 else rest


def period(curve: Array) -> float:
    """Frames between two beats, as most of the piece has it; 0 if there is no pulse at all."""
    longest = round(60 / SLOWEST / FRAME_SECONDS)
    shortest = round(60 / FASTEST / FRAME_SECONDS)
    reach = 4 * longest + 2
    if len(curve) < 2 * longest or not curve.any():
        return 0.0
    size = 1 << (len(curve) + reach).bit_length()
    spectrum = np.fft.rfft(curve, size)
    likeness = np.fft.irfft(np.abs(spectrum) ** 2, size)[:reach]
    likeness /= np.maximum(len(curve) - np.arange(reach), 1)
    lags = np.arange(shortest, longest + 1, 0.25)
    places = np.arange(reach)
    score = sum(share * np.interp(lags * m, places, likeness) for m, share in _MULTIPLES)
    tempos = 60 / (lags * FRAME_SECONDS)
    score = score * np.exp(-0.5 * (np.log(tempos / _LIKELY) / _SPREAD) ** 2)
    return float(lags[int(np.argmax(score))])


def beats(curve: Array) -> Array:
    """When the beats fall, in seconds; none if there is no pulse.

    By dynamic programming (Ellis 2007): each beat has the best line of beats before it.
    """
    step = period(curve)
    if step == 0:
        return np.zeros(0)
    reach = np.arange(-round(2 * step), -round(step / 2) + 1)
    cost = _TIGHT * np.log(-reach / step) ** 2
    smooth = _smoothed(curve, step)
    total = smooth.copy()
    back = np.full(len(curve), -1)
    for now in range(-int(reach[0]), len(curve)):
        gain = total[now + reach] - cost
        best = int(np.argmax(gain))
        if gain[best] > 0 or now > 4 * step:
            total[now] += gain[best]
            back[now] = now + reach[best]
    tail = max(len(curve) - round(1.5 * step), 0)
    at = tail + int(np.argmax(total[tail:]))
    line = []
    while at >= 0:
        line.append(at)
        at = int(back[at])
    return _between(smooth, np.array(line[::-1])) * FRAME_SECONDS


def _smoothed(curve: Array, step: float) -> Array:
    """Blurred by a thirty-second of a beat, so that what is nearly together counts together."""
    width = max(step / 32, 0.5)
    places = np.arange(-4, 5)
    bell = np.exp(-0.5 * (places / width) ** 2)
    return np.convolve(curve, bell / bell.sum(), "same")


def _between(curve: Array, frames: npt.NDArray[np.int64]) -> Array:
    """Where between the frames the peaks lie, by a parabola through three."""
    inner = np.clip(frames, 1, len(curve) - 2)
    left, mid, right = curve[inner - 1], curve[inner], curve[inner + 1]
    bend = left - 2 * mid + right
    shift = np.where(bend < 0, 0.5 * (left - right) / np.minimum(bend, -1e-9), 0.0)
    return np.asarray(frames + np.clip(shift, -0.5, 0.5), np.float64)
