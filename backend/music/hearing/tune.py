"""The tune among the heard notes: the line, one note after another, that most likely is it."""

from typing import Final

import numpy as np
import numpy.typing as npt

from backend.music.hearing.network import Floats
from backend.music.hearing.picking import Notes

# Chosen by hand on rendered bands; F1 hardly moves between 0.15 and 0.25, and between 0.5 and 1.2.
_RATHER_NOT: Final = 0.2  # a note that is less likely of the tune than this does harm to a line
_CERTAIN: Final = 1e-3  # from here on the network is as sure as can be
# What it costs to go on from one note to the next.
_LEAP: Final = 0.8  # an octave; more than fifteen semitones are all alike
_FARTHEST: Final = 15
_OVERLAP: Final = 0.5  # when more than half of a note goes on under the next one
_TOGETHER: Final = 0.035  # seconds within which two notes are a chord
_LOOK: Final = 60  # notes back


def tune(notes: Notes, likely: Floats) -> npt.NDArray[np.intp]:
    """The indices of the notes of the tune, in order.

    Args:
        notes: sorted by onset.
        likely: how likely each is of the tune, 0…1 (`chooser.Chooser`).
    """
    sure = np.clip(likely.astype(np.float64), _CERTAIN, 1 - _CERTAIN)
    worth = np.log(sure / (1 - sure)) - np.log(_RATHER_NOT / (1 - _RATHER_NOT))
    best = worth.copy()
    back = np.full(len(notes), -1)
    onset, end = notes["onset"], notes["end"]
    pitch = notes["pitch"].astype(np.float64)
    for now in range(1, len(notes)):
        before = slice(max(now - _LOOK, 0), now)
        overlap = (end[before] - onset[now]) / np.maximum(end[before] - onset[before], 1e-3)
        leap = np.minimum(np.abs(pitch[before] - pitch[now]), _FARTHEST) / 12
        gain = best[before] - _LEAP * leap - _OVERLAP * (overlap > 0.5)
        gain[onset[before] > onset[now] - _TOGETHER] = -np.inf
        chosen = int(np.argmax(gain))
        if gain[chosen] > 0:
            best[now] = worth[now] + gain[chosen]
            back[now] = before.start + chosen
    line = []
    at = int(np.argmax(best)) if len(notes) else -1
    while at >= 0:
        line.append(at)
        at = int(back[at])
    return np.array(line[::-1], np.intp)
