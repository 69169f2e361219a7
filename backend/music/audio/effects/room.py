"""Reverb: sound, and what a room answers to it."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from backend.music.audio.effects import network, spaces
from backend.music.audio.effects.convolution import Convolved, Pieces, cut
from backend.music.audio.loudness import Floats, Sound
from backend.music.score.effects import Convolution, Reverb, Space


class Room:
    """Adds the reverb that the settings ask for; goes on from block to block.

    Args:
        settings: which room, and how much of it.
        rate: samples a second.
        frames: of every block but the last.
    """

    def __init__(self, settings: Reverb | Convolution, rate: int, frames: int) -> None:
        self._dry, self._wet = np.float32(1 - settings.mix), np.float32(settings.mix)
        self._answer: Callable[[Sound], Sound]
        if isinstance(settings, Reverb):
            self._answer = network.Network(settings, rate)
            alone = settings.model_copy(update={"mix": 1.0, "on": True})
            self._wet /= np.float32(_strength_of(alone, rate))
        else:
            self._answer = Convolved(_pieces(settings.space, rate, frames), frames)

    def __call__(self, sound: Sound) -> Sound:
        """The next block."""
        out = self._answer(sound)
        out *= self._wet
        out += self._dry * sound
        return out


def clap(settings: Reverb | Convolution, rate: int) -> Floats:
    """(2, frames): a room's answer to one clap, as strong as the clap itself."""
    if isinstance(settings, Reverb):
        found = network.answer(settings, rate).astype(np.float64)
    else:
        found = spaces.answer(settings.space, rate)
    return found / _strength(found)


def _strength(answer: Floats) -> float:
    return float(np.sqrt((answer**2).sum() / 2))


@lru_cache(maxsize=64)
def _strength_of(settings: Reverb, rate: int) -> float:
    return _strength(network.answer(settings, rate).astype(np.float64))


@lru_cache(maxsize=4)  # players often share a room
def _pieces(space: Space, rate: int, frames: int) -> Pieces:
    return cut(clap(Convolution(kind="convolution", space=space), rate), frames)
