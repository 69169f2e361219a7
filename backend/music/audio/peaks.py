"""True peaks: how far a signal goes between its samples, by fourfold oversampling (BS.1770-4)."""

import math
from typing import Final

import numpy as np
import numpy.typing as npt

from backend.music.audio.loudness import Floats, Sound
from backend.music.compiled import kernel

REACH: Final = 8  # samples on either side of a place that a value between two is made of


def _between() -> Floats:
    """(3, 2 · REACH): what the samples around weigh at one, two and three quarters after one."""
    places = np.arange(1 - REACH, REACH + 1)
    table = []
    for quarter in (0.25, 0.5, 0.75):
        away = places - quarter
        table.append(np.sinc(away) * np.cos(np.pi * away / (2 * REACH + 1)) ** 2)
    return np.array(table)


_BETWEEN: Final = _between()


def envelope(sound: Sound, floor: float = 0.0) -> npt.NDArray[np.float64]:
    """(frames,): the largest absolute value of both sides from each sample to the next.

    Args:
        sound: (2, frames).
        floor: values whose surroundings stay below it may come out as those of the samples alone,
            which saves most of the work; twice what they can reach must be under what matters.
    """
    return _envelope(sound, _BETWEEN, floor)


@kernel
def _envelope(sound: Sound, between: Floats, floor: float) -> Floats:
    frames, reach = sound.shape[1], between.shape[1] // 2
    out = np.zeros(frames)
    for side in range(sound.shape[0]):
        near = -1  # up to here something loud is within reach
        for frame in range(min(reach, frames)):
            if abs(sound[side, frame]) >= floor:
                near = frame + reach
        for frame in range(frames):
            ahead = frame + reach
            if ahead < frames and abs(sound[side, ahead]) >= floor:
                near = ahead + reach
            value = np.float64(abs(sound[side, frame]))
            if frame <= near and reach <= frame + 1 and ahead < frames:
                for quarter in range(between.shape[0]):
                    total = np.float64(0.0)
                    for tap in range(2 * reach):
                        total += between[quarter, tap] * sound[side, frame + 1 - reach + tap]
                    value = max(value, np.float64(abs(total)))
            out[frame] = max(out[frame], value)
    return out


def decibels(peak: float) -> float:
    """A linear peak in dB."""
    return 20 * math.log10(max(peak, 1e-9))
