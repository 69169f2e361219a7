"""How much begins at each moment: spectral flux of the sound, drums as well as notes."""

from collections.abc import Iterable
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from backend.music.hearing.framing import framed
from backend.music.hearing.network import FRAME_SECONDS, HOP, RATE, Floats
from backend.music.hearing.picking import Notes
from backend.music.hearing.spectra import BANDS, SIZE, decibels, window

_FLUX_BANDS: Final = 32
_LOWEST: Final = 40.0  # Hz
_LOUD: Final = 100.0  # compression: loud and soft beginnings count alike
_SILENCE: Final = 1e-10
_AFTER: Final = 4  # frames from a note's beginning to its full strength
_HIGH: Final = 5_000.0  # Hz
# Pianos and strings have 0.00001 to 0.00014 of their energy above that, bands 0.0002 to 0.009.
_BRIGHT: Final = 0.00018


class Pulse(NamedTuple):
    """By frames of HOP samples, those of `listening.heard`, (frames,) each.

    `rises` is the rise of loudness over 32 bands, 0 where nothing begins; `loudness` is in dB;
    `bright` is the share of all energy that lies above 5 kHz; `bands` is (frames, BANDS) of
    `spectra`, in dB.
    """

    rises: npt.NDArray[np.float64]
    loudness: npt.NDArray[np.float64]
    bright: float
    bands: Floats

    @property
    def band(self) -> bool:
        """Whether it is bright as with cymbals: of pianos and strings rendered here none was."""
        return self.bright > _BRIGHT


def pulse(blocks: Iterable[Floats]) -> Pulse:
    """Follow a recording at `network.RATE`; of its samples a few blocks lie in memory."""
    filters, shape = _filters(), window()
    high = np.fft.rfftfreq(SIZE, 1 / RATE) > _HIGH
    all_of_it, high_of_it = _SILENCE, 0.0
    before = np.zeros(_FLUX_BANDS)
    rises, levels = [np.zeros(0)], [np.zeros(0)]
    bands = [np.zeros((0, BANDS), np.float32)]
    for frames in framed(blocks, SIZE, HOP):
        spectra = np.abs(np.fft.rfft(frames * shape))
        all_of_it += float((spectra**2).sum())
        high_of_it += float((spectra[:, high] ** 2).sum())
        loudness = np.log1p(_LOUD * (spectra @ filters))
        steps = np.diff(np.vstack((before, loudness)), axis=0)
        rises.append(np.maximum(steps, 0.0).mean(axis=1))
        before = loudness[-1]
        bands.append(decibels(spectra))
        levels.append(10 * np.log10((frames.astype(np.float64) ** 2).mean(axis=1) + _SILENCE))
    return Pulse(
        np.concatenate(rises), np.concatenate(levels), high_of_it / all_of_it, np.concatenate(bands)
    )


def loudness_at(beat: Pulse, notes: Notes) -> npt.NDArray[np.float64]:
    """The loudness just after each note begins, in dB."""
    at = (notes["onset"] / FRAME_SECONDS).astype(int) + _AFTER
    levels: npt.NDArray[np.float64] = beat.loudness[np.clip(at, 0, len(beat.loudness) - 1)]
    return levels


def _filters() -> npt.NDArray[np.float64]:
    """(bins, bands): each bin belongs to one band; bands are evenly wide in pitch."""
    frequencies = np.fft.rfftfreq(SIZE, 1 / RATE)
    edges = np.geomspace(_LOWEST, RATE / 2, _FLUX_BANDS + 1)
    band = np.searchsorted(edges, frequencies, side="right") - 1
    table = (band[:, None] == np.arange(_FLUX_BANDS)).astype(np.float64)
    return np.asarray(table / np.maximum(table.sum(axis=0), 1.0), np.float64)
