"""How often the tempo of examples is heard right, and how often but for its octave."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from backend.music.hearing.beats import period
from backend.music.hearing.network import FRAME_SECONDS
from backend.music.hearing.tempo import TempoEar
from backend.music.training.hearing.tempo_lessons import Tempo

# As the MIREX tempo task counts (accuracy 1 and 2): within 4 per cent of the tempo, or of one that
# is twice or three times as fast or slow.
_NEAR: Final = 0.04
_OCTAVES: Final = (1, 2, 3, 1 / 2, 1 / 3)


class TempoFigures(NamedTuple):
    """Shares of the examples."""

    right: float
    right_but_for_octave: float


def measured(ear: TempoEar, examples: Sequence[Tempo]) -> TempoFigures:
    """How often the beat that would be laid is that of the song."""
    found = np.array([period(one.strength, ear.likely(one.repeated)) for one in examples])
    bpm = 60 / np.maximum(found * FRAME_SECONDS, 1e-3)
    ratio = bpm / np.array([one.bpm for one in examples])
    near = [np.abs(ratio / octave - 1) < _NEAR for octave in _OCTAVES]
    return TempoFigures(float(near[0].mean()), float(np.any(near, axis=0).mean()))
