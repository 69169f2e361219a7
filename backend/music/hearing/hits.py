"""Hits: the moments at which the network is sure enough that a drum is struck, and how hard."""

from typing import Final

import numpy as np
import numpy.typing as npt

from backend.music.hearing.drums import Beaten
from backend.music.hearing.kit import KIT, RIVALS
from backend.music.hearing.network import FRAME_SECONDS, Floats

Hits = npt.NDArray[np.void]
# Seconds; index in KIT; velocity; how sure the network is of it, 0…1.
HIT: Final = np.dtype([("onset", "<f8"), ("drum", "u1"), ("velocity", "u1"), ("sure", "<f4")])
_APART: Final = 3  # frames on either side in which a hit has no equal


def hits(beaten: Beaten, thresholds: Floats) -> Hits:
    """(n,) of HIT, sorted by onset, then drum."""
    struck = _peaks(beaten.sure) & (beaten.sure >= thresholds)
    frames, drums = np.nonzero(_one_of_rivals(struck, beaten.sure))
    found = np.zeros(len(frames), HIT)
    found["onset"] = (frames + _shift(beaten.sure, frames, drums)) * FRAME_SECONDS
    found["drum"] = drums
    found["sure"] = beaten.sure[frames, drums]
    found["velocity"] = np.clip(np.rint(beaten.hard[frames, drums] * 127), 1, 127)
    return found[np.lexsort((found["drum"], found["onset"]))]


def sureness(found: Hits, drum: str, frames: int) -> npt.NDArray[np.float64]:
    """(frames,) how sure it is that a drum of the kit is struck there; 0 where it is not."""
    names = [one.name for one in KIT]
    mine = found[found["drum"] == names.index(drum)]
    curve = np.zeros(frames + 1)  # what lies behind the last frame goes into one of its own
    at = np.minimum(np.rint(mine["onset"] / FRAME_SECONDS).astype(int), frames)
    curve[at] = mine["sure"]
    return curve[:-1]


def _peaks(sure: Floats) -> npt.NDArray[np.bool_]:
    peak = np.ones(sure.shape, bool)
    for away in range(1, _APART + 1):
        peak[away:] &= sure[away:] > sure[:-away]  # of equals the first counts
        peak[:-away] &= sure[:-away] >= sure[away:]
    return peak


def _one_of_rivals(struck: npt.NDArray[np.bool_], sure: Floats) -> npt.NDArray[np.bool_]:
    """Of two that cannot be struck together the surer one."""
    strong = np.where(struck, sure, 0)
    for pair in RIVALS:
        for one, other in (pair, pair[::-1]):
            near = np.pad(strong[:, other], _APART)
            rival = np.lib.stride_tricks.sliding_window_view(near, 2 * _APART + 1).max(axis=1)
            struck[:, one] &= strong[:, one] >= rival
    return struck


def _shift(
    sure: Floats, frames: npt.NDArray[np.intp], drums: npt.NDArray[np.intp]
) -> npt.NDArray[np.float64]:
    """How far between two frames each peak lies, by a parabola through three."""
    inner = np.clip(frames, 1, max(len(sure) - 2, 1))
    left, mid, right = (sure[inner + d, drums].astype(np.float64) for d in (-1, 0, 1))
    bend = np.minimum(left - 2 * mid + right, -1e-9)
    return np.asarray(np.clip(0.5 * (left - right) / bend, -0.5, 0.5), np.float64)
