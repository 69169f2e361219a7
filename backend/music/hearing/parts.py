"""Players for the heard notes: a tune, chords and a bass if there is a band, else a pianist."""

from typing import Final

import numpy as np
import numpy.typing as npt

from backend.music.hearing.grid import QUARTER, Grid
from backend.music.hearing.picking import Notes, is_outermost
from backend.music.score import DEFAULT_PROGRAM, NOTE, Role, Track

_BASS: Final = 52  # a bass plays below this
_SHORTEST: Final = QUARTER // 8  # ticks
_PIANO: Final = DEFAULT_PROGRAM[Role.PIANO]
_SPREAD: Final = 40.0  # dB between the softest and the loudest note that are told apart
_LOUDEST, _SOFTEST = 110, 40  # velocities


def parts(
    notes: Notes,
    line: npt.NDArray[np.intp],
    loudness: npt.NDArray[np.float64],
    grid: Grid,
    *,
    band: bool,
    snapped: bool,
) -> tuple[Track, ...]:
    """The tracks.

    Args:
        notes: what was heard, sorted by onset.
        line: which of them are the tune.
        loudness: of the recording where each note begins, in dB.
        grid: where the beats lie.
        band: whether more than one player was heard.
        snapped: whether to put notes on the grid that are near it.
    """
    velocities = _velocities(loudness)
    leads = np.zeros(len(notes), bool)
    leads[line] = True
    low = np.zeros(len(notes), bool)
    if band:
        low = ~leads & (notes["pitch"] < _BASS) & is_outermost(notes, -1)
    seats = (
        ("Melody", leads, DEFAULT_PROGRAM[Role.MELODY] if band else _PIANO),
        ("Piano" if band else "Accompaniment", ~leads & ~low, _PIANO),
        ("Bass", low, DEFAULT_PROGRAM[Role.BASS]),
    )
    return tuple(
        Track(_rows(notes[mine], velocities[mine], grid, snapped), program, name=name)
        for name, mine, program in seats
        if mine.any()
    )


def _velocities(loudness: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    top = float(np.quantile(loudness, 0.95)) if len(loudness) else 0.0
    share = np.clip(1 + (loudness - top) / _SPREAD, 0, 1)
    return np.rint(_SOFTEST + share * (_LOUDEST - _SOFTEST)).astype(np.int64)


def _rows(
    notes: Notes, velocities: npt.NDArray[np.int64], grid: Grid, snapped: bool
) -> npt.NDArray[np.void]:
    """NOTE rows; a pitch that is struck again ends before."""
    rows = np.zeros(len(notes), NOTE)
    onsets = np.maximum(grid.ticks(notes["onset"], snapped=snapped), 0)
    ends = np.maximum(grid.ticks(notes["end"], snapped=snapped), onsets + _SHORTEST)
    rows["onset"], rows["duration"] = onsets, ends - onsets
    rows["pitch"], rows["velocity"] = notes["pitch"], velocities
    rows = rows[np.lexsort((rows["onset"], rows["pitch"]))]
    same = np.append(rows["pitch"][1:] == rows["pitch"][:-1], False)
    until = np.append(rows["onset"][1:], 0) - rows["onset"]
    rows["duration"] = np.where(same, np.minimum(rows["duration"], until), rows["duration"])
    rows = rows[rows["duration"] > 0]  # two that were put on one place are one
    return rows[np.lexsort((rows["pitch"], rows["onset"]))]
