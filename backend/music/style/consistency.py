"""Consistency: three numbers that music has and its imitations miss, as the literature has them.

After muspy and the Multitrack Music Transformer (ICASSP 2023, table 3).
"""

import numpy as np

from backend.music.score import Role
from backend.music.style.counting import entropy, histogram
from backend.music.style.material import Material

MEASURES = ("pitch-class entropy", "scale consistency", "groove consistency")
_MAJOR = (0, 2, 4, 5, 7, 9, 11)
_SCALES = np.array([[(p - tonic) % 12 in _MAJOR for p in range(12)] for tonic in range(12)])
_STEPS = 48  # a 4/4 bar in grid ticks


def closeness(material: Material) -> dict[str, float]:
    """Entropy of the pitch classes in bits; the other two are shares.

    Scale consistency is the share of notes in the best major scale (natural minor has the same
    notes); groove consistency one minus the share of a bar's 48 steps at which it has an onset and
    the next bar has none, or the reverse. Bars of other lengths count by their own ticks.
    """
    classes = histogram(material.pitch[material.role != Role.DRUMS] % 12, 12)
    scale = float((_SCALES @ classes).max())
    return dict(zip(MEASURES, (entropy(classes), scale, _groove(material)), strict=True))


def _groove(material: Material) -> float:
    onsets = np.zeros((material.bars, max(_STEPS, int(material.lengths.max(initial=0)))), np.bool_)
    onsets[material.bar, material.position] = True
    same = material.lengths[1:] == material.lengths[:-1]
    if not same.any():
        return 1.0
    differing = (onsets[1:] != onsets[:-1]).sum(axis=1)[same]
    return 1.0 - float((differing / material.lengths[1:][same]).mean())
