"""How loud a recording is at each moment, on the whole and by bands."""

from collections.abc import Iterable
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from backend.music.hearing.framing import framed
from backend.music.hearing.network import FRAME_SECONDS, HOP, RATE, Floats
from backend.music.hearing.picking import Notes
from backend.music.hearing.spectra import BANDS, LEVEL, SIZE, Levels, decibels, levels, window

_SILENCE: Final = 1e-10
_AFTER: Final = 4  # frames from a note's beginning to its full strength
_HIGH: Final = 5_000.0  # Hz
# Pianos and strings have 0.00001 to 0.00014 of their energy above that, bands 0.0002 to 0.009.
_BRIGHT: Final = 0.00018


class Pulse(NamedTuple):
    """By frames of HOP samples, those of `listening.heard`, (frames,) each.

    `loudness` is in dB; `bright` is the share of all energy that lies above 5 kHz; `bands` is
    (frames, BANDS) of `spectra`, in dB.
    """

    loudness: npt.NDArray[np.float64]
    bright: float
    bands: Floats

    @property
    def band(self) -> bool:
        """Whether it is bright as with cymbals: of pianos and strings rendered here none was."""
        return self.bright > _BRIGHT

    @property
    def levels(self) -> Levels:
        """The bands as networks are given them, of a recording however loud it is."""
        power = float((10 ** (self.loudness / 10)).mean()) if len(self.loudness) else 1.0
        return levels(self.bands, 20 * np.log10(LEVEL) - 10 * np.log10(power))


def pulse(blocks: Iterable[Floats]) -> Pulse:
    """Follow a recording at `network.RATE`; of its samples a few blocks lie in memory."""
    shape = window()
    high = np.fft.rfftfreq(SIZE, 1 / RATE) > _HIGH
    all_of_it, high_of_it = _SILENCE, 0.0
    loudness = [np.zeros(0)]
    bands = [np.zeros((0, BANDS), np.float32)]
    for frames in framed(blocks, SIZE, HOP):
        spectra = np.abs(np.fft.rfft(frames * shape))
        all_of_it += float((spectra**2).sum())
        high_of_it += float((spectra[:, high] ** 2).sum())
        bands.append(decibels(spectra))
        loudness.append(10 * np.log10((frames.astype(np.float64) ** 2).mean(axis=1) + _SILENCE))
    return Pulse(np.concatenate(loudness), high_of_it / all_of_it, np.concatenate(bands))


def loudness_at(beat: Pulse, notes: Notes) -> npt.NDArray[np.float64]:
    """The loudness just after each note begins, in dB."""
    at = (notes["onset"] / FRAME_SECONDS).astype(int) + _AFTER
    found: npt.NDArray[np.float64] = beat.loudness[np.clip(at, 0, len(beat.loudness) - 1)]
    return found
