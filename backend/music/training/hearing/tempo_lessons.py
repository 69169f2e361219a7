"""What examples teach of tempo."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from backend.music.errors import MissingDataError
from backend.music.hearing.curves import strength
from backend.music.hearing.network import Floats
from backend.music.hearing.tempo import BEATS, repeats
from backend.music.training.hearing.examples import read_tempo


class Tempo(NamedTuple):
    """What an example teaches: how it repeats itself, its strength of beginnings, its tempo."""

    repeated: Floats
    strength: npt.NDArray[np.float64]
    bpm: float


def tempos(paths: Sequence[Path]) -> list[Tempo]:
    """What those examples teach that have one tempo.

    Raises:
        MissingDataError: there is none among some.
    """
    found = []
    for path in paths:
        levels, onsets, bpm = read_tempo(path)
        if 60 / BEATS[-1] < bpm < 60 / BEATS[0]:
            found.append(Tempo(repeats(levels, onsets), strength(levels, onsets), bpm))
    if paths and not found:
        raise MissingDataError("No example keeps one tempo. Render more songs.")
    return found
