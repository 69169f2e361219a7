"""Beats: the tempo of a pulse, and the line of beats that follows it best."""

from typing import Final

import numpy as np
import numpy.typing as npt

from backend.music.hearing.curves import Array, likeness
from backend.music.hearing.network import FRAME_SECONDS, Floats
from backend.music.hearing.tempo import BEATS

_TIGHT: Final = 400.0  # what a beat costs that comes at another distance than the one before
# How far a lag's doubles speak for it: a bar repeats, so do half bars.
_MULTIPLES: Final = ((1, 1.0), (2, 0.6), (3, 0.3), (4, 0.5))


def period(curve: Array, likely: Floats) -> float:
    """Frames between two beats, as most of the piece has it; 0 if there is no pulse at all.

    Args:
        curve: see `beats`.
        likely: the same.
    """
    shortest, longest = BEATS[[0, -1]] / FRAME_SECONDS
    reach = round(_MULTIPLES[-1][0] * longest) + 2
    if len(curve) < 2 * longest or not curve.any():
        return 0.0
    like, places = likeness(curve, reach), np.arange(reach)
    lags = np.arange(shortest, longest, 0.25)
    score = sum(share * np.interp(lags * m, places, like) for m, share in _MULTIPLES)
    prior = np.interp(np.log(lags * FRAME_SECONDS), np.log(BEATS), likely)
    return float(lags[int(np.argmax(np.sqrt(np.maximum(score, 0)) * prior))])


def beats(curve: Array, likely: Floats) -> Array:
    """When the beats fall, in seconds; none if there is no pulse.

    By dynamic programming (Ellis 2007): each beat has the best line of beats before it.

    Args:
        curve: the strength of beginnings (`curves.strength`).
        likely: (BEATS,) how likely each length of a beat is (`tempo.TempoEar`).
    """
    step = period(curve, likely)
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
