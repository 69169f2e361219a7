"""How fast a recording goes: ours, a small network that tells how likely each length of a beat is.

What repeats itself says the tempo but for its octave: half of it and twice of it fit as well. Which
of them people count is learnt from songs whose authors have said it.
"""

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final, Self

import numpy as np

from backend import paths
from backend.music.hearing import weights
from backend.music.hearing.curves import even, likeness, rises
from backend.music.hearing.network import FRAME_SECONDS, LOWEST, Floats
from backend.music.hearing.spectra import BANDS, Levels

WEIGHTS: Final = paths.MODELS / "hearing" / "tempo.npz"
_LABELS: Final = {"format": 1}
OCTAVE: Final = 16  # places an octave
# Seconds after which a curve is held against itself, …
LAGS: Final = 0.15 * 2 ** (np.arange(5 * OCTAVE + 1) / OCTAVE)
# … and lengths of a beat that are told apart: from 210 to 50 a minute.
BEATS: Final = LAGS[(LAGS > 60 / 212) & (LAGS < 60 / 49)]
_PARTS: Final = (0, 8, 20, 40, BANDS)  # of the sound, each with a curve of its own
_BASS: Final = 49 - LOWEST  # MIDI pitch below which notes have one
CURVES: Final = len(_PARTS) - 1 + 2


def repeats(levels: Levels, onsets: Floats) -> Floats:
    """(LAGS, CURVES) how like itself each curve of beginnings is after each lag; 1 is the same.

    Args:
        levels: (frames, BANDS) of `spectra`.
        onsets: (frames, 88) how sure an ear is that pitches begin.
    """
    risen = rises(levels)
    curves = [risen[:, a:b].mean(axis=1) for a, b in pairwise(_PARTS)]
    curves += [np.sqrt(part.sum(axis=1)) for part in (onsets[:, :_BASS], onsets[:, _BASS:])]
    places = LAGS / FRAME_SECONDS
    found = np.zeros((len(LAGS), CURVES), np.float32)
    for row, curve in zip(found.T, curves, strict=True):
        reach = min(len(curve), int(places[-1]) + 2)
        if reach and (like := likeness(even(curve.astype(np.float64)), reach))[0] > 0:
            row[:] = np.interp(places, np.arange(reach), like / like[0], right=0)
    return found


@dataclass(frozen=True)
class TempoEar:
    """The weights of the network: two layers.

    Attributes:
        hidden: (LAGS · CURVES, units).
        answer: (units, BEATS).
        hidden_bias, answer_bias: what is added to each.
    """

    hidden: Floats
    hidden_bias: Floats
    answer: Floats
    answer_bias: Floats

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> Self:
        """Read the weights.

        Raises:
            MissingEarError: there are none.
            IncompatibleModelError: they are of another format.
        """
        return cls(**weights.read(path, _LABELS, "tempo"))

    def save(self, path: Path) -> None:
        """Write the weights."""
        weights.write(path, _LABELS, vars(self))

    def likely(self, repeated: Floats) -> Floats:
        """(BEATS,) how likely each length of a beat is, from `repeats`; they add up to 1."""
        units = np.maximum(repeated.reshape(-1) @ self.hidden + self.hidden_bias, 0)
        logits = units @ self.answer + self.answer_bias
        odds = np.exp(logits - logits.max())
        return np.asarray(odds / odds.sum(), np.float32)
