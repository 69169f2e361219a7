"""The tune among the heard notes: the line, one note after another, that most likely is it."""

from typing import Final

import numpy as np
import numpy.typing as npt

from backend.music.hearing.network import Floats
from backend.music.hearing.picking import Notes

# A note that is less likely of the tune than this does harm to a line: from lines that take in
# much to those that take in little.
_RATHER_NOT: Final = np.array([0.03, 0.05, 0.08, 0.12, 0.16, 0.2, 0.25, 0.3, 0.4, 0.5])
_CERTAIN: Final = 1e-3  # from here on the network is as sure as can be
_UNHEARD: Final = 1.3  # notes that a tune has for each that the ear finds
# What it costs to go on from one note to the next.
_LEAP: Final = 0.8  # an octave; more than fifteen semitones are all alike
_FARTHEST: Final = 15
_OVERLAP: Final = 0.5  # when more than half of a note goes on under the next one
_TOGETHER: Final = 0.035  # seconds within which two notes are a chord
_LOOK: Final = 60  # notes back

Indices = npt.NDArray[np.intp]


def tune(notes: Notes, likely: Floats) -> Indices:
    """The indices of the notes of the tune, in order: the line whose F1 is expected to be best.

    Args:
        notes: sorted by onset.
        likely: how likely each is of the tune, 0…1 (`chooser.Chooser`).
    """
    if not len(notes):
        return np.zeros(0, np.intp)
    there = _UNHEARD * float(likely.sum())
    return max(
        _lines(notes, likely),
        key=lambda line: float(likely[line].sum()) / (len(line) + there),
    )


def _lines(notes: Notes, likely: Floats) -> list[Indices]:
    """The best line by each of _RATHER_NOT."""
    sure = np.clip(likely.astype(np.float64), _CERTAIN, 1 - _CERTAIN)
    worth = _log_odds(sure) - _log_odds(_RATHER_NOT)[:, None]
    best = worth.copy()
    back = np.full(best.shape, -1)
    every = np.arange(len(best))
    onset, end = notes["onset"], notes["end"]
    pitch = notes["pitch"].astype(np.float64)
    for now in range(1, len(notes)):
        before = slice(max(now - _LOOK, 0), now)
        overlap = (end[before] - onset[now]) / np.maximum(end[before] - onset[before], 1e-3)
        leap = np.minimum(np.abs(pitch[before] - pitch[now]), _FARTHEST) / 12
        cost = _LEAP * leap + _OVERLAP * (overlap > 0.5)
        cost[onset[before] > onset[now] - _TOGETHER] = np.inf
        gain = best[:, before] - cost
        chosen = np.argmax(gain, axis=1)
        gained = gain[every, chosen]
        best[:, now] += np.maximum(gained, 0)
        back[:, now] = np.where(gained > 0, before.start + chosen, -1)
    return [_followed(*of) for of in zip(back, np.argmax(best, axis=1).tolist(), strict=True)]


def _followed(back: Indices, last: int) -> Indices:
    """A line from its last note to its first, and turned round."""
    line = []
    while last >= 0:
        line.append(last)
        last = int(back[last])
    return np.array(line[::-1], np.intp)


def _log_odds(share: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    odds: npt.NDArray[np.float64] = np.log(share / (1 - share))
    return odds
