"""The tune among the heard notes: the line, one note after another, that most likely is it."""

from typing import Final

import numpy as np
import numpy.typing as npt

from backend.music.hearing.network import Floats
from backend.music.hearing.picking import Notes, is_outermost

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
# Of a player alone: how likely a note on top is of the tune and one that is not, and how much that
# counts beside the network, which has learnt from bands (chosen on 40 pieces for piano).
_ON_TOP: Final = (0.8, 0.05)
_TRUST: Final = 0.3
_LOOK: Final = 60  # notes back
_ONE_VOICE: Final = 0.95  # share of the notes that begin when all before have ended, or nearly
_NEARLY: Final = 0.1  # seconds

Indices = npt.NDArray[np.intp]


def tune(notes: Notes, likely: Floats, *, band: bool = True) -> Indices:
    """The indices of the notes of the tune, in order: the line whose F1 is expected to be best.

    Of one voice alone all is the tune: the network has learnt from bands.

    Args:
        notes: sorted by onset.
        likely: how likely each is of the tune, 0…1 (`chooser.Chooser`).
        band: whether more than one player was heard; of one alone the tune rather lies on top.
    """
    if _is_one_voice(notes):
        return np.arange(len(notes))
    if not band:
        prior = np.where(is_outermost(notes, 1), *_ON_TOP)
        likely = ((1 - _TRUST) * likely + _TRUST * prior).astype(np.float32)
    there = _UNHEARD * float(likely.sum())
    return max(
        _lines(notes, likely),
        key=lambda line: float(likely[line].sum()) / (len(line) + there),
    )


def _is_one_voice(notes: Notes) -> bool:
    ends = np.maximum.accumulate(notes["end"])[:-1]
    return len(notes) < 2 or float(np.mean(notes["onset"][1:] > ends - _NEARLY)) > _ONE_VOICE


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
