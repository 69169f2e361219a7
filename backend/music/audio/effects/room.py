"""Reverb: sound convolved with what a room answers to one clap."""

from functools import lru_cache
from typing import Final

import numpy as np

from backend.music.audio.effects import network, spaces
from backend.music.audio.loudness import Floats, Sound
from backend.music.score.effects import Convolution, Reverb


@lru_cache(maxsize=16)  # players often share a room
def clap(settings: Reverb | Convolution, rate: int) -> Floats:
    """(2, frames): a room's answer, as strong as the clap itself; keep it as it is."""
    if isinstance(settings, Reverb):
        found = network.answer(settings, rate)
    else:
        found = spaces.answer(settings.space, rate)
    strength = np.sqrt((found**2).sum() / 2)
    return np.asarray(found / strength)


class Room:
    """Adds the reverb that the settings ask for, in pieces of equal length.

    The answer is cut into pieces as long as a block, and each block's spectrum meets them all, one
    block after the other (uniformly partitioned convolution, overlap and save).

    Args:
        settings: which room, and how much of it.
        rate: samples a second.
        frames: of every block but the last.
    """

    def __init__(self, settings: Reverb | Convolution, rate: int, frames: int) -> None:
        from scipy.fft import rfft

        self._mix = np.float32(settings.mix)
        self._frames: Final = frames
        answer = clap(settings.model_copy(update={"mix": 1.0, "on": True}), rate)
        count = -(-answer.shape[1] // frames)
        padded = np.pad(answer, ((0, 0), (0, count * frames - answer.shape[1])))
        pieces = padded.reshape(2, count, frames).astype(np.float32)
        self._pieces = rfft(pieces, 2 * frames, axis=2)  # (2, count, bins)
        self._heard = np.zeros_like(self._pieces)  # spectra of the last blocks, in a ring
        self._last = np.zeros((2, frames), np.float32)
        self._turn = 0

    def __call__(self, sound: Sound) -> Sound:
        """The next block."""
        from scipy.fft import irfft, rfft

        count, short = self._pieces.shape[1], sound.shape[1]
        block = np.pad(sound, ((0, 0), (0, self._frames - short)))
        self._heard[:, self._turn] = rfft(np.concatenate([self._last, block], axis=1), axis=1)
        order = (self._turn - np.arange(count)) % count
        spectrum = np.zeros_like(self._pieces[:, 0])
        for piece, past in enumerate(order):
            spectrum += self._pieces[:, piece] * self._heard[:, past]
        self._last, self._turn = block, (self._turn + 1) % count
        wet = irfft(spectrum, 2 * self._frames, axis=1)[:, self._frames : self._frames + short]
        return np.asarray((1 - self._mix) * sound + self._mix * wet, np.float32)
