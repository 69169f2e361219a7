"""Drive: a curve that bends peaks over, at four times the rate: no overtone folds back."""

from typing import Final

import numpy as np

from backend.music.audio.effects.biquads import Filter, lowpass
from backend.music.audio.loudness import Sound
from backend.music.score.effects import Drive

TIMES: Final = 4
_REACH: Final = 16  # samples that the filters between the rates look back
_EVEN: Final = 0.25  # an amplitude that comes out as loud as it went in


class Valve:
    """Bends sound as a `Drive` says; goes on from block to block."""

    def __init__(self, settings: Drive, rate: int) -> None:
        from scipy.signal import firwin

        self._gain = 10 ** (settings.drive_db / 20)
        self._out = 10 ** (settings.level_db / 20) * _EVEN / np.tanh(self._gain * _EVEN)
        self._tone = Filter(lowpass(settings.tone_hz, rate))
        self._taps = firwin(TIMES * _REACH + 1, 0.92 / TIMES).astype(np.float32)
        self._slow = np.zeros((2, _REACH), np.float32)
        self._fast = np.zeros((2, TIMES * _REACH), np.float32)

    def __call__(self, sound: Sound) -> Sound:
        """The next block, 16 samples late."""
        from scipy.signal import upfirdn

        count = sound.shape[1]
        slow = np.concatenate([self._slow, sound], axis=1)
        fast = upfirdn(TIMES * self._taps, slow, up=TIMES)
        first = TIMES * _REACH
        bent = np.tanh(np.float32(self._gain) * fast[:, first : first + TIMES * count])
        fast = np.concatenate([self._fast, bent], axis=1)
        self._slow, self._fast = slow[:, -_REACH:], fast[:, -first:]
        out = upfirdn(self._taps, fast, down=TIMES)[:, _REACH : _REACH + count]
        return self._tone(np.asarray(out * np.float32(self._out), np.float32))
