"""The drum part: from the spectra of a recording to a track of the kit, if it has drums at all."""

from typing import Final

import numpy as np

from backend.music.hearing.drums import DrumEar
from backend.music.hearing.grid import QUARTER, Grid
from backend.music.hearing.hits import HIT, Hits, hits
from backend.music.hearing.kit import KIT
from backend.music.hearing.spectra import Levels
from backend.music.score import NOTE, Track

_LENGTH: Final = QUARTER // 8  # ticks; a drum rings as long as it does
_FEWEST: Final = 8  # hits
_SURE: Final = 0.6  # the mean of those that are there; of what is taken for drums it is less


def struck(ear: DrumEar, given: Levels) -> Hits:
    """The hits in (frames, BANDS); none if there are hardly any, or the network doubts them."""
    found = hits(ear.hear(given), ear.thresholds)
    if len(found) < _FEWEST or float(found["sure"].mean()) < _SURE:
        return np.zeros(0, HIT)
    return found


def drum_track(found: Hits, grid: Grid, *, snapped: bool) -> Track:
    """The part of a drummer; `snapped` puts hits on the grid that are near it."""
    rows = np.zeros(len(found), NOTE)
    rows["onset"] = np.maximum(grid.ticks(found["onset"], snapped=snapped), 0)
    rows["duration"] = _LENGTH
    rows["pitch"] = np.array([drum.note for drum in KIT])[found["drum"]]
    rows["velocity"] = found["velocity"]
    rows = rows[np.lexsort((-rows["velocity"].astype(int), rows["pitch"], rows["onset"]))]
    again = (np.diff(rows["onset"]) == 0) & (np.diff(rows["pitch"]) == 0)
    rows = rows[np.append(True, ~again)[: len(rows)]]  # two that were put on one place are one
    return Track(rows, is_drum=True, name="Drums")
