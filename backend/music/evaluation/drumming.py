"""How much of the drumming was heard: hits found within 50 ms, by groups of drums."""

from collections.abc import Sequence
from typing import Final, NamedTuple, Self

import numpy as np
import numpy.typing as npt

from backend.music.hearing.kit import GROUPS, KIT, places

NEAR: Final = 0.05  # seconds, as `mir_eval` counts
_ONE: Final = 0.025  # seconds within which two strokes on a group are one
Seconds = npt.NDArray[np.floating]


class Tally(NamedTuple):
    """Hits that were found, of those given and of those played; tallies can be added up."""

    right: int = 0
    found: int = 0
    played: int = 0

    def plus(self, other: "Tally") -> Self:
        """Both together."""
        return type(self)(*(a + b for a, b in zip(self, other, strict=True)))

    @property
    def figures(self) -> dict[str, float]:
        """F1, precision and recall."""
        precision, recall = self.right / max(self.found, 1), self.right / max(self.played, 1)
        f1 = 2 * self.right / max(self.found + self.played, 1)
        return {"F1": f1, "precision": precision, "recall": recall}


def tallied(
    found: Seconds, drums: npt.NDArray[np.integer], played: Seconds, pitches: npt.NDArray[np.uint8]
) -> dict[str, Tally]:
    """By GROUPS: hits found, as indices in KIT, against those played, as General MIDI notes."""
    meant = places(pitches)
    names = np.array([drum.name for drum in KIT])
    tallies = {}
    for group, members in GROUPS.items():
        own = np.flatnonzero(np.isin(names, members))
        tallies[group] = tally(found[np.isin(drums, own)], played[np.isin(meant, own)])
    return tallies


def tally(found: Seconds, played: Seconds) -> Tally:
    """Of one group; each hit is matched once."""
    ours, theirs = _single(found), _single(played)
    return Tally(matched(ours, theirs), len(ours), len(theirs))


def matched(found: Sequence[float], played: Sequence[float]) -> int:
    """How many pairs of moments lie within NEAR; greedy in order of time, best on a line."""
    found, played = sorted(found), sorted(played)
    right = i = j = 0
    while i < len(found) and j < len(played):
        if abs(found[i] - played[j]) <= NEAR:
            right, i, j = right + 1, i + 1, j + 1
        elif found[i] > played[j]:
            j += 1
        else:
            i += 1
    return right


def _single(moments: Seconds) -> list[float]:
    """In order, without strokes that fall together with the one before."""
    kept: list[float] = []
    for moment in np.sort(moments).tolist():
        if not kept or moment - kept[-1] > _ONE:
            kept.append(moment)
    return kept
