"""Chorus: each side a little late, by a time that wavers; left and right a quarter wave apart."""

from typing import Final

import numpy as np

from backend.music.audio.loudness import Sound
from backend.music.score.effects import Chorus

LATE: Final = 0.012  # seconds around which the second voice wavers
_PHASES: Final = np.array([[0.0], [np.pi / 2]])


class Ensemble:
    """Adds the second voice that a `Chorus` asks for; goes on from block to block."""

    def __init__(self, settings: Chorus, rate: int) -> None:
        self._mix = np.float32(settings.mix)
        self._depth = settings.depth_ms / 1000 * rate
        self._late = LATE * rate
        self._turn = 2 * np.pi * settings.rate_hz / rate  # of the wave, a frame
        self._frame = 0
        self._past = np.zeros((2, int(self._late + self._depth) + 2), np.float32)

    def __call__(self, sound: Sound) -> Sound:
        """The next block."""
        count, reach = sound.shape[1], self._past.shape[1]
        whole = np.concatenate([self._past, sound], axis=1)
        now = np.arange(count)
        wave = np.sin(self._turn * (self._frame + now) + _PHASES)
        places = reach + now - (self._late + self._depth * wave)
        before = np.floor(places).astype(np.intp)
        part = (places - before).astype(np.float32)
        one = np.take_along_axis(whole, before, axis=1)
        other = np.take_along_axis(whole, before + 1, axis=1)
        self._frame += count
        self._past = whole[:, -reach:]
        voice = one + part * (other - one)
        return np.asarray((1 - self._mix) * sound + self._mix * voice, np.float32)
