"""Echoes: a line that feeds itself through a low-pass, as long as a note of the song's tempo."""

import math
from collections.abc import Callable
from typing import Final

import numpy as np

from backend.music.audio.effects.biquads import lowpass
from backend.music.audio.loudness import Floats, Sound
from backend.music.compiled import kernel
from backend.music.score.effects import QUARTERS, Delay

LONGEST: Final = 6.0  # seconds; a half note at 20 quarters a minute
GLIDE: Final = 0.1  # seconds in which the line comes nearer to a new tempo by two thirds

Tempo = Callable[[float], float]  # seconds → quarters a minute


class Echoes:
    """Adds what a `Delay` asks for; goes on from block to block.

    Args:
        tempo: of the song at a time in seconds.
    """

    def __init__(self, settings: Delay, rate: int, tempo: Tempo) -> None:
        self._rate, self._tempo = rate, tempo
        self._quarters = QUARTERS[settings.note]
        self._filter = lowpass(settings.tone_hz, rate)
        self._ping_pong = settings.ping_pong
        self._amounts = np.array([settings.feedback, settings.mix])
        self._line = np.zeros((2, math.ceil(LONGEST * rate) + 2))
        self._states = np.zeros((2, 2))
        self._frame = 0
        self._place = np.array([self._length()])  # frames that the line is long just now

    def __call__(self, sound: Sound) -> Sound:
        """The next block; the tempo is looked up at its beginning."""
        out = np.empty_like(sound)
        glide = 1 - math.exp(-1 / (GLIDE * self._rate))
        aim = np.array([self._length(), glide])
        _echo(sound, out, self._line, self._frame, self._place, aim, self._filter, self._states,
              self._amounts, self._ping_pong)  # fmt: skip
        self._frame += sound.shape[1]
        return out

    def _length(self) -> float:
        seconds = self._quarters * 60 / self._tempo(self._frame / self._rate)
        return min(seconds, LONGEST) * self._rate


@kernel
def _echo(
    sound: Sound, out: Sound, line: Floats, start: int, place: Floats, aim: Floats,
    taps: Floats, states: Floats, amounts: Floats, ping_pong: bool,
) -> None:  # fmt: skip
    size = line.shape[1]
    feedback, mix = amounts[0], amounts[1]
    length = place[0]
    wet = np.zeros(2)
    for frame in range(sound.shape[1]):
        length += (aim[0] - length) * aim[1]
        at = start + frame
        back = at - length + size
        before = int(back)
        part = back - before
        for side in range(2):
            one, other = line[side, before % size], line[side, (before + 1) % size]
            value = one + part * (other - one)
            echo = taps[0] * value + states[side, 0]
            states[side, 0] = taps[1] * value - taps[4] * echo + states[side, 1]
            states[side, 1] = taps[2] * value - taps[5] * echo
            wet[side] = echo
            out[side, frame] = (1 - mix) * sound[side, frame] + mix * echo
        if ping_pong:  # what both sides play goes left, then right, then left …
            middle = (sound[0, frame] + sound[1, frame]) / 2
            line[0, at % size] = middle + feedback * wet[1]
            line[1, at % size] = feedback * wet[0]
        else:
            line[0, at % size] = sound[0, frame] + feedback * wet[0]
            line[1, at % size] = sound[1, frame] + feedback * wet[1]
    place[0] = length
