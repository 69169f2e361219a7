"""The spectrum by semitones: how loud each overtone of a note is, and so what plays it."""

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np

from backend.music.hearing import network
from backend.music.hearing.framing import framed
from backend.music.hearing.network import RATE, Floats
from backend.music.hearing.spectra import LEVEL, window

HOP: Final = 2 * network.HOP  # samples from one spectrum to the next
LOWEST: Final = 24  # MIDI pitch of the first of …
SEMITONES: Final = 101  # … these, up to half the rate
_SIZE: Final = 4096  # samples a spectrum is taken of: 186 ms, to tell semitones apart from A3 on
_FLOOR: Final = -60.0  # dB, of a magnitude in a recording that was brought to LEVEL
_RANGE: Final = 116.0  # dB from the floor to 1
_SILENCE: Final = 1e-6


def semitones(blocks: Iterable[Floats]) -> Floats:
    """Follow a recording at `network.RATE`.

    Returns:
        (frames, SEMITONES) from 0, silent, to 1; frame k is centred on sample k · HOP. A recording
        that is louder all over has the same ones.
    """
    power = samples = 0.0

    def counted() -> Iterator[Floats]:
        nonlocal power, samples
        for block in blocks:
            power += float(block.astype(np.float64) @ block)
            samples += len(block)
            yield block

    shape, bands = window(_SIZE), _bands()
    parts = [np.zeros((0, SEMITONES), np.float32)]
    for frames in framed(counted(), _SIZE, HOP):
        spectra = np.abs(np.fft.rfft(frames * shape))
        parts.append(np.stack([spectra[:, band].max(axis=1) for band in bands], axis=1))
    gain = LEVEL / max(float(np.sqrt(power / max(samples, 1.0))), _SILENCE)
    levels = 20 * np.log10(np.concatenate(parts) * gain + _SILENCE)
    return np.asarray(np.clip((levels - _FLOOR) / _RANGE, 0, 1), np.float32)


def _bands() -> list[slice]:
    """The bins of each semitone; where none lies within, the nearest one."""
    frequencies = np.fft.rfftfreq(_SIZE, 1 / RATE)
    middles = 440 * 2 ** ((LOWEST + np.arange(SEMITONES) - 69) / 12)
    edges = np.stack((middles * 2 ** (-1 / 24), middles * 2 ** (1 / 24)))
    first, last = np.searchsorted(frequencies, edges)
    nearest = np.abs(frequencies - middles[:, None]).argmin(axis=1)
    return [
        slice(a, b) if a < b else slice(n, n + 1)
        for a, b, n in zip(first.tolist(), last.tolist(), nearest.tolist(), strict=True)
    ]
