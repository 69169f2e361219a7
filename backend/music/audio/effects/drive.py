"""Drive: a curve that bends peaks over, at four times the rate: no overtone folds back."""

from typing import Final

import numpy as np

from backend.music.audio.effects.biquads import Filter, lowpass
from backend.music.audio.effects.rows import add_filtered
from backend.music.audio.loudness import Floats, Sound
from backend.music.score.effects import Drive

TIMES: Final = 4
_REACH: Final = 16  # samples that the filters between the rates look back
_EVEN: Final = 0.25  # an amplitude that comes out as loud as it went in


class Valve:
    """Bends sound as a `Drive` says; goes on from block to block."""

    def __init__(self, settings: Drive, rate: int) -> None:
        gain = np.float32(10 ** (settings.drive_db / 20))
        loud = np.float32(10 ** (settings.level_db / 20) * _EVEN / np.tanh(gain * _EVEN))
        self._tone = Filter(lowpass(settings.tone_hz, rate))
        taps = np.pad(_lowpass(), TIMES - 1).astype(np.float32)
        # Of every fourth tap one filter: to what lies between two samples of the slow rate, and
        # from there.
        starts = range(TIMES)
        self._up = [gain * TIMES * taps[TIMES - 1 + at :: TIMES] for at in starts]
        self._down = [loud * taps[TIMES - 1 - at :: TIMES][: _REACH + 1] for at in starts]
        self._slow = np.zeros((2, _REACH), np.float32)
        self._fast = np.zeros((2, TIMES, _REACH), np.float32)

    def __call__(self, sound: Sound) -> Sound:
        """The next block, 16 samples late."""
        frames = sound.shape[1]
        slow = np.concatenate([self._slow, sound], axis=1)
        fast = np.zeros((2, TIMES, _REACH + frames), np.float32)
        fast[:, :, :_REACH] = self._fast
        out = np.zeros_like(sound)
        for side in range(2):
            for up, down, bent in zip(self._up, self._down, fast[side], strict=True):
                new = bent[_REACH:]
                add_filtered(new, slow[side], up)
                np.tanh(new, out=new)
                add_filtered(out[side], bent, down)
        self._slow, self._fast = slow[:, frames:].copy(), fast[:, :, frames:].copy()
        return self._tone(out)


def _lowpass() -> Floats:
    """(TIMES · _REACH + 1,): a sinc under a Hamming window, which lets the slow rate through."""
    places = np.arange(TIMES * _REACH + 1) - TIMES * _REACH / 2
    taps = np.sinc(places * 0.92 / TIMES) * np.hamming(len(places))
    return np.asarray(taps / taps.sum())
