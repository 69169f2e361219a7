"""A recording at another speed and pitch, each by itself: grains that overlap where they fit.

WSOLA (Verhelst and Roelands 1993): half a grain of sound is laid over the half before it, taken
from the place where it should be, or from as near to it as makes the two waves fit best. A grain is
read faster or slower to change its pitch.
"""

from collections.abc import Callable
from typing import Final

import numpy as np

from backend.music.audio.loudness import Floats, Sound
from backend.music.audio.tape import Tape
from backend.music.compiled import kernel

GRAIN: Final = 2048  # frames: 46 ms at 44.1 kHz, over the period of the lowest note of a piano
HOP: Final = GRAIN // 2
REACH: Final = 512  # frames by which a grain may be moved to fit
APART: Final = 4  # of how many frames one is compared
JUMP: Final = 4 * REACH  # frames from where it should be, from which on it is another place

# Seconds of the song → seconds of the recording; None where it is silent.
Place = Callable[[float], float | None]


class Stretched:
    """The recording as the song needs it, block by block from the song's beginning.

    Args:
        tape: of the recording.
        rate: samples a second, of the tape and of what comes.
        place: where it is at a time.
        semitones: how much higher it sounds than it was recorded.
    """

    def __init__(self, tape: Tape, rate: int, place: Place, semitones: int) -> None:
        self._tape, self._rate, self._place = tape, rate, place
        self._ratio = 2.0 ** (semitones / 12)
        self._window = np.hanning(GRAIN + 1)[:GRAIN].astype(np.float32)
        self._tail = np.zeros((2, HOP), np.float32)  # the second half of the last grain
        self._ready = np.zeros((2, 0), np.float32)
        self._hops = 0
        self._goes_on: float | None = None  # frame of the recording that would come next

    def __call__(self, frames: int) -> Sound:
        """(2, frames) that come next."""
        parts = [self._ready]
        while sum(part.shape[1] for part in parts) < frames:
            parts.append(self._hop())
        sound = np.concatenate(parts, axis=1)
        self._ready = sound[:, frames:]
        return np.ascontiguousarray(sound[:, :frames])

    def _hop(self) -> Sound:
        """The next half grain: the end of the last one, and the beginning of another."""
        grain = self._grain(self._hops * HOP / self._rate) * self._window
        self._hops += 1
        out: Sound = self._tail + grain[:, :HOP]
        self._tail = grain[:, HOP:]
        return out

    def _grain(self, seconds: float) -> Sound:
        wanted = self._place(seconds)
        if wanted is None:
            self._goes_on = None
            return np.zeros((2, GRAIN), np.float32)
        frame = wanted * self._rate
        if self._goes_on is not None and abs(self._goes_on - frame) < JUMP:
            frame = self._fitting(frame, self._goes_on)
        self._goes_on = frame + HOP * self._ratio
        return self._read(frame, GRAIN)

    def _fitting(self, wanted: float, goes_on: float) -> float:
        """The frame near `wanted` from which sound fits best to what would go on."""
        if abs(wanted - goes_on) < 1:
            return goes_on  # it is played as it is: grains add up to the very recording
        model = self._read(goes_on, HOP).sum(axis=0)
        around = self._read(wanted - REACH * self._ratio, HOP + 2 * REACH).sum(axis=0)
        moved = _best(np.ascontiguousarray(model), np.ascontiguousarray(around)) - REACH
        return float(wanted + moved * self._ratio)

    def _read(self, frame: float, count: int) -> Sound:
        """`count` frames from one between two of the recording on, at the pitch that is asked."""
        first = int(np.floor(frame)) - 1
        last = int(np.ceil(frame + count * self._ratio)) + 3
        sound = np.zeros((2, last - first), np.float32)
        start, stop = max(first, 0), min(last, self._tape.frames)
        if start < stop:
            sound[:, start - first : stop - first] = self._tape.play(start, stop)
        if self._ratio == 1 and frame == np.floor(frame):
            return sound[:, 1 : 1 + count]
        return _between(sound, frame - first, self._ratio, count)


@kernel
def _best(model: Floats, around: Floats) -> int:
    """Where in `around` it is most like `model`: the greatest correlation."""
    best, place = -1e9, 0
    for shift in range(len(around) - len(model) + 1):
        product, energy = 0.0, 1e-9
        for frame in range(0, len(model), APART):
            value = around[shift + frame]
            product += value * model[frame]
            energy += value * value
        likeness = product / np.sqrt(energy)
        if likeness > best:
            best, place = likeness, shift
    return place


@kernel
def _between(sound: Sound, start: float, step: float, count: int) -> Sound:
    """Sound read from between its frames (a cubic through four of them)."""
    out = np.empty((2, count), np.float32)
    for frame in range(count):
        at = start + frame * step
        whole = int(at)
        part = at - whole
        for side in range(2):
            a, b = sound[side, whole - 1], sound[side, whole]
            c, d = sound[side, whole + 1], sound[side, whole + 2]
            bend = part * (2 * a - 5 * b + 4 * c - d + part * (3 * (b - c) + d - a))
            out[side, frame] = b + 0.5 * part * (c - a + bend)
    return out
