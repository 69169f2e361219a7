"""Echoes: a line that feeds itself through a low-pass, as long as a note of the song's tempo."""

import math
from collections.abc import Callable
from typing import Final

import numpy as np

from backend.music.audio.effects.biquads import filtered, lowpass
from backend.music.audio.loudness import Floats, Sound
from backend.music.compiled import kernel
from backend.music.score.effects import QUARTERS, Delay

LONGEST: Final = 6.0  # seconds; a half note at 20 quarters a minute
GLIDE: Final = 0.1  # seconds in which the line comes nearer to a new tempo by two thirds
_CHUNK: Final = 512  # frames

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
        self._states = np.zeros((2, 2))
        self._frame = 0
        self._place = np.array([self._length()])  # frames that the line is long just now
        # A ring, and where it goes on. All of it may be needed when the tempo drops.
        self._line, self._at = np.zeros((2, math.ceil(LONGEST * rate) + 2), np.float32), 0

    def __call__(self, sound: Sound) -> Sound:
        """The next block; the tempo is looked up at its beginning."""
        out = np.empty_like(sound)
        glide = 1 - math.exp(-1 / (GLIDE * self._rate))
        aim = np.array([self._length(), glide])
        self._at = _echo(
            sound, out, self._line, self._at, self._place, aim, self._filter, self._states,
            self._amounts, self._ping_pong,
        )  # fmt: skip
        self._frame += sound.shape[1]
        return out

    def _length(self) -> float:
        seconds = self._quarters * 60 / self._tempo(self._frame / self._rate)
        return min(seconds, LONGEST) * self._rate


@kernel
def _echo(
    sound: Sound, out: Sound, line: Sound, at: int, place: Floats, aim: Floats,
    taps: Floats, states: Floats, amounts: Floats, ping_pong: bool,
) -> int:  # fmt: skip
    """Plays a block; returns where in the ring the next one begins."""
    size, feedback, mix = line.shape[1], amounts[0], amounts[1]
    length, frames = place[0], sound.shape[1]
    first = 0
    while first < frames:
        # So few at once that no echo is needed before it is written.
        count = max(min(frames - first, int(min(length, aim[0])) - 1, _CHUNK), 1)
        wet = np.empty((2, count), np.float32)
        for frame in range(count):
            length += (aim[0] - length) * aim[1]
            back = at + frame - length + size
            before = int(back)
            part = back - before
            before = before if before < size else before - size
            after = before + 1 if before + 1 < size else 0
            for side in range(2):
                one, other = line[side, before], line[side, after]
                wet[side, frame] = one + part * (other - one)
        filtered(wet, wet, taps, states)
        for frame in range(count):
            one, other = sound[0, first + frame], sound[1, first + frame]
            left, right = wet[0, frame], wet[1, frame]
            out[0, first + frame] = (1 - mix) * one + mix * left
            out[1, first + frame] = (1 - mix) * other + mix * right
            if ping_pong:  # what both sides play goes left, then right, then left …
                one, other, left, right = (one + other) / 2, np.float32(0), right, left
            line[0, at] = one + feedback * left
            line[1, at] = other + feedback * right
            at = at + 1 if at + 1 < size else 0
        first += count
    place[0] = length
    return at
