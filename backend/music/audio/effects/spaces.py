"""Rooms that were built: what their walls answer to one clap.

The first echoes come from the walls of a box (the mirrored sources of J. B. Allen and D. A.
Berkley, 1979); behind them stands noise that dies away, low, middle and high each in its own time.
"""

import math
from typing import Final, NamedTuple

import numpy as np

from backend.music.audio.effects.biquads import Filter, highpass, lowpass
from backend.music.audio.effects.noise import noise
from backend.music.audio.loudness import Floats
from backend.music.score.effects import Space


class Box(NamedTuple):
    """A room: length, width and height in metres, what a wall throws back, and its decay.

    Attributes:
        size: metres.
        walls: amplitude that comes back from a wall.
        decay: seconds to −60 dB below 400 Hz, in the middle, above 4 kHz.
        late: energy of the noise over that of the first echoes.
    """

    size: tuple[float, float, float]
    walls: float
    decay: tuple[float, float, float]
    late: float


SPACES: Final[dict[Space, Box]] = {
    "studio": Box((5.2, 3.9, 2.7), 0.72, (0.45, 0.4, 0.3), 0.8),
    "chamber": Box((12.0, 8.3, 5.1), 0.8, (1.3, 1.2, 0.8), 1.5),
    "hall": Box((38.0, 23.0, 16.0), 0.86, (2.3, 2.1, 1.3), 3.0),
    "cathedral": Box((78.0, 31.0, 27.0), 0.9, (5.2, 4.6, 2.2), 6.0),
}
_ORDER: Final = 3  # walls that an echo has met, at most, along each axis
_SOUND: Final = 343.0  # metres a second
_EARS: Final = 0.2  # metres between them
_BANDS: Final = 400.0, 4000.0  # Hz between low, middle and high


def answer(space: Space, rate: int) -> Floats:
    """(2, frames): left and right, before any normalisation."""
    box = SPACES[space]
    frames = math.ceil(max(box.decay) * 1.05 * rate)
    early, first = _walls(box, rate, frames)
    late = _noise(box, rate, frames, first)
    return early / _strength(early) + math.sqrt(box.late) * late / _strength(late)


def _strength(sound: Floats) -> float:
    return math.sqrt(float((sound**2).sum()))


def _walls(box: Box, rate: int, frames: int) -> tuple[Floats, int]:
    """The echoes of the walls without the direct sound, and the frame of the first of them."""
    out = np.zeros((2, frames))
    x, y, z = box.size
    source, listener = (0.31 * x, 0.42 * y, 0.4 * z), (0.68 * x, 0.53 * y, 0.37 * z)
    direct = math.dist(source, listener)
    first = frames
    orders = range(-_ORDER, _ORDER + 1)
    for i in orders:
        for j in orders:
            for k in orders:
                met = abs(i) + abs(j) + abs(k)
                if not met:
                    continue
                place = [
                    n * side + (at if n % 2 == 0 else side - at)
                    for n, side, at in zip((i, j, k), box.size, source, strict=True)
                ]
                for ear in range(2):
                    aside = listener[1] + (ear - 0.5) * _EARS
                    way = math.dist(place, (listener[0], aside, listener[2]))
                    frame = math.floor((way - direct) / _SOUND * rate + 0.5)
                    if 0 <= frame < frames:
                        shade = 1 + 0.5 * (2 * ear - 1) * (place[1] - aside) / way
                        out[ear, frame] += shade * box.walls**met * direct / way
                        first = min(first, frame)
    return out, first


def _noise(box: Box, rate: int, frames: int, first: int) -> Floats:
    """Noise that sets in with the first echo and swells for as long as that took."""
    low, high = _BANDS
    bands = (
        [lowpass(low, rate)], [highpass(low, rate), lowpass(high, rate)], [highpass(high, rate)]
    )  # fmt: skip
    time = np.arange(frames) / rate
    swell = np.clip((np.arange(frames) - first) / (first + 0.02 * rate), 0, 1)
    out = np.zeros((2, frames))
    for number, (sections, seconds) in enumerate(zip(bands, box.decay, strict=True)):
        white = np.stack([noise(frames, 1 + 2 * number + ear) for ear in range(2)])
        dying = np.exp(-math.log(1000) * time / seconds)
        out += Filter(*sections)(white.astype(np.float32)) * dying * swell
    return out
