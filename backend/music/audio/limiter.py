"""A limiter that looks ahead: no true peak over the ceiling, and no sudden step in the gain."""

from typing import Final

import numpy as np

from backend.music.audio.loudness import Floats, Sound
from backend.music.audio.peaks import envelope
from backend.music.score.effects import CEILING

_REACH: Final = 0.03  # seconds before and after a peak over which the gain goes down and up again
# The limited sound has other values between its samples than the unlimited had.
_MARGIN: Final = 0.1  # dB


def margin_of(rate: int) -> int:
    """Frames of context on both sides that `limited` needs to give the same as on the whole."""
    return 2 * round(_REACH * rate) + 64


def limited(sound: Sound, gain: float, rate: int, ceiling_db: float = CEILING) -> Sound:
    """`sound` times `gain`, turned down around every peak over the ceiling.

    The lowest gain needed within `_REACH` holds there and is smoothed by a Hann window of the same
    reach: an average of gains that are all low enough for a peak is low enough for it.

    Args:
        sound: (2, frames), with `margin_of(rate)` frames of context on both sides, or the edges.
        gain: linear.
        rate: samples a second.
        ceiling_db: true peaks stay below it, in dBTP.
    """
    from scipy.ndimage import minimum_filter1d

    ceiling = 10 ** ((ceiling_db - _MARGIN) / 20)
    # Between two samples a signal goes at most a little over twice as far as on them.
    peaks = envelope(sound, ceiling / gain / 2) * gain
    if peaks.max(initial=0.0) <= ceiling:
        return np.asarray(sound * np.float32(gain), np.float32)
    needed = np.minimum(1.0, ceiling / np.maximum(peaks, 1e-9))
    reach = round(_REACH * rate)
    lowest = minimum_filter1d(needed, 2 * reach + 1, mode="nearest")
    window = np.hanning(2 * reach + 3)[1:-1]
    padded = np.pad(lowest, reach, mode="edge")
    smooth = _averaged(padded, window / window.sum())
    return np.asarray(sound * (gain * smooth), np.float32)


def _averaged(values: Floats, window: Floats) -> Floats:
    """Values weighted by a window wherever all of it lies within them."""
    from scipy.fft import irfft, next_fast_len, rfft  # lighter to load than scipy.signal

    size = next_fast_len(len(values) + len(window) - 1, real=True)
    whole = irfft(rfft(values, size) * rfft(window, size), size)
    return np.asarray(whole[len(window) - 1 : len(values)])
