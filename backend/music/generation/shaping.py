"""Shaping: what an energy curve and a register do to a plan of real bars."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from backend.music.events.encoded import STEPS
from backend.music.score.score import Rows

USUAL = 50.0  # of energy and register: as the genre has it
OCTAVE = 50.0  # points of energy that double or halve the notes of a bar
LOUDER = 2.5  # steps of loudness for as many points
HIGHER = 2.0  # steps of register (five semitones each) from the middle of the dial to its end

Floats = npt.NDArray[np.float64]


def curve_of(points: Sequence[float], bars: int) -> Floats:
    """(bars,) the energy of each bar: the points spread evenly from the first to the last bar."""
    places = np.linspace(0, max(bars - 1, 0), len(points))
    return np.interp(np.arange(bars), places, np.asarray(points, np.float64))


def with_energy(rows: Rows, points: Sequence[float]) -> Rows:
    """The plan with its bars as full and as loud as the curve says.

    One level makes all bars fuller or thinner alike; a curve decides how full each bar is, so that
    only who plays what share of it is left of the plan.
    """
    curve = curve_of(points, len(rows))
    gain = 2 ** ((curve - USUAL) / OCTAVE)
    counts = rows["counts"].astype(np.float64)
    if np.ptp(curve) > 0:
        full = counts.sum(axis=1)
        usual = _usual(full, rows["length"])
        gain = gain * usual / np.maximum(full, 1)
        gain[full == 0] = 0
    rows = rows.copy()
    rows["counts"] = _rounded(counts * gain[:, None])
    louder = (curve - USUAL) / OCTAVE * LOUDER
    rows["loudness"] = _step(rows["loudness"] + louder)
    return rows


def with_register(rows: Rows, register: float) -> Rows:
    """The plan lying higher (over 50) or lower than the genre has it."""
    rows = rows.copy()
    rows["register"] = _step(rows["register"] + (register - USUAL) / USUAL * HIGHER)
    return rows


def _usual(full: Floats, length: npt.NDArray[np.uint8]) -> Floats:
    """(bars,) the notes of a usual bar of the plan, by the length of each."""
    sounding = full > 0
    if not sounding.any():
        return np.zeros(len(full))
    return float(np.median(full[sounding] / length[sounding])) * length.astype(np.float64)


def _rounded(counts: Floats) -> npt.NDArray[np.int64]:
    """Whole numbers with the sums of the bars kept: the largest remainders are rounded up."""
    whole = np.floor(counts).astype(np.int64)
    missing = np.rint(counts.sum(axis=1)).astype(np.int64) - whole.sum(axis=1)
    order = np.argsort(-(counts - whole), axis=1, kind="stable")
    rank = np.empty_like(order)
    np.put_along_axis(rank, order, np.arange(counts.shape[1])[None, :], axis=1)
    rounded: npt.NDArray[np.int64] = whole + (rank < missing[:, None])
    return rounded


def _step(values: Floats) -> npt.NDArray[np.int64]:
    steps: npt.NDArray[np.int64] = np.clip(np.rint(values), 0, STEPS - 1).astype(np.int64)
    return steps
