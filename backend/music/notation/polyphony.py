"""Which of two voices on a staff each note belongs to, so that what is held is written held."""

import numpy as np

from backend.music.notation.snapping import Ints
from backend.music.notation.values import QUARTER, SIXTEENTH

UPPER, LOWER = 0, 1
# How far notes must reach over the next to be held: those that begin alone, as all of a slurred
# line do, farther than those that others begin with.
_ALONE, _TOGETHER = QUARTER, QUARTER // 2


def voices_of(starts: Ints, stops: Ints, pitches: Ints) -> Ints:
    """UPPER or LOWER for each note, all UPPER where none is held while others begin.

    Notes are held if all that begins meanwhile lies on one side of them: voices never cross. What
    is held among other notes is left to be cut.

    Args:
        starts: (n,) in 24ths of the piece, ascending; those that begin together are one chord.
        stops: (n,) where they end.
        pitches: (n,).
    """
    voices = np.full(len(starts), UPPER)
    edges = np.flatnonzero(np.diff(starts, prepend=-1, append=np.iinfo(np.int64).max))
    until, others = 0, UPPER
    for first, after in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        if until - starts[first] > SIXTEENTH:
            voices[first:after] = others
            continue
        for held in _candidates(np.arange(first, after), starts, stops, pitches):
            until = int(stops[held].max())
            beside = np.setdiff1d(np.arange(first, np.searchsorted(starts, until)), held)
            below = pitches[held].max() < pitches[beside].min()
            if below or pitches[held].min() > pitches[beside].max():
                others = UPPER if below else LOWER
                voices[first:after] = others
                voices[held] = 1 - others
                break
        else:
            until = 0
    return voices


def _candidates(here: Ints, starts: Ints, stops: Ints, pitches: Ints) -> list[Ints]:
    """What of a chord may be held: all that reaches far enough, else its lowest or highest."""
    after = here[-1] + 1
    if after == len(starts):
        return []
    reach = stops[here] - starts[after]
    far = here[reach >= _TOGETHER]
    if len(far) == len(here):
        far = here[reach >= _ALONE]
    if not len(far):
        return []
    return [far, far[[pitches[far].argmin()]], far[[pitches[far].argmax()]]]
