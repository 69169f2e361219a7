"""Chorus: each side a little late, by a time that wavers; left and right a quarter wave apart."""

import math
from typing import Final

import numpy as np

from backend.music.audio.effects.rows import Row
from backend.music.audio.loudness import Sound
from backend.music.compiled import kernel
from backend.music.score.effects import Chorus

LATE: Final = 0.012  # seconds around which the second voice wavers


class Ensemble:
    """Adds the second voice that a `Chorus` asks for; goes on from block to block."""

    def __init__(self, settings: Chorus, rate: int) -> None:
        self._mix = np.float32(settings.mix)
        self._late, self._depth = LATE * rate, settings.depth_ms / 1000 * rate
        self._turn = 2 * math.pi * settings.rate_hz / rate  # of the wave, a frame
        self._frame = 0
        self._past = np.zeros((2, int(self._late + self._depth) + 2), np.float32)

    def __call__(self, sound: Sound) -> Sound:
        """The next block."""
        whole = np.concatenate([self._past, sound], axis=1)
        out = np.empty_like(sound)
        for side in range(2):
            phase = self._turn * self._frame + side * math.pi / 2
            _waver(whole[side], out[side], self._late, self._depth, phase, self._turn, self._mix)
        self._frame += sound.shape[1]
        self._past = whole[:, sound.shape[1] :].copy()
        return out


@kernel
def _waver(
    whole: Row, out: Row, late: float, depth: float, phase: float, turn: float, mix: np.float32
) -> None:
    past, dry = len(whole) - len(out), np.float32(1) - mix
    sine, cosine = np.sin(phase), np.cos(phase)
    up, along = np.sin(turn), np.cos(turn)
    for frame in range(len(out)):
        place = past + frame - (late + depth * sine)
        before = int(place)
        part = np.float32(place - before)
        one, other = whole[before], whole[before + 1]
        voice = one + part * (other - one)
        out[frame] = dry * whole[past + frame] + mix * voice
        sine, cosine = sine * along + cosine * up, cosine * along - sine * up
