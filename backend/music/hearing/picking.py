"""The note picker: from how sure the network is of pitches and beginnings to single notes."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from backend.music.hearing.network import FRAME_SECONDS, LOWEST, Floats, Heard

Notes = npt.NDArray[np.void]
# Seconds; MIDI pitch; how sure the network is that it sounds, and how clearly it begins, 0…1.
HEARD_NOTE: Final = np.dtype(
    [("onset", "<f8"), ("end", "<f8"), ("pitch", "u1"), ("sure", "<f4"), ("attack", "<f4")]
)


@dataclass(frozen=True)
class Thresholds:
    """How sure is sure enough; tuned on pianos and bands that were rendered here.

    Attributes:
        onset: a peak of the onsets above this begins a note …
        sounding: … that lasts while the network is as sure as this of its pitch.
        gap: frames below `sounding` that do not end a note.
        shortest: frames; what is shorter is a click.
        apart: frames on either side in which a peak has no equal.
    """

    onset: float = 0.55
    sounding: float = 0.35
    gap: int = 5
    shortest: int = 5
    apart: int = 2


# Without a band there is less to hide a note, and more that rings on.
BAND: Final = Thresholds()
ALONE: Final = Thresholds(onset=0.65, sounding=0.4)
_AT_ONCE: Final = 0.03  # seconds within which notes begin together


def picked(heard: Heard, chosen: Thresholds = BAND) -> Notes:
    """(n,) of HEARD_NOTE, sorted by onset, then pitch."""
    starts = _peaks(heard.onsets, chosen)
    found = [
        part
        for key in range(heard.onsets.shape[1])
        if len(part := _of_pitch(heard, key, np.flatnonzero(starts[:, key]), chosen))
    ]
    notes = np.concatenate(found) if found else np.zeros(0, HEARD_NOTE)
    return notes[np.lexsort((notes["pitch"], notes["onset"]))]


def is_outermost(notes: Notes, side: int) -> npt.NDArray[np.bool_]:
    """(n,) whether no note farther up (`side` 1) or down (−1) sounds as each one begins.

    `notes` are sorted by onset.
    """
    onset, end, pitch = notes["onset"], notes["end"], side * notes["pitch"].astype(int)
    longest = float((end - onset).max(initial=0.0))
    first = np.searchsorted(onset, onset - longest)
    last = np.searchsorted(onset, onset + _AT_ONCE)
    found = [
        not np.any((pitch[a:b] > pitch[i]) & (end[a:b] > onset[i] + _AT_ONCE))
        for i, (a, b) in enumerate(zip(first.tolist(), last.tolist(), strict=True))
    ]
    return np.array(found, bool)


def _peaks(onsets: Floats, chosen: Thresholds) -> npt.NDArray[np.bool_]:
    """(frames, pitches): where an onset is above the threshold and above its neighbours."""
    peak = onsets >= chosen.onset
    for away in range(1, chosen.apart + 1):
        peak[away:] &= onsets[away:] > onsets[:-away]  # of equals the first counts
        peak[:-away] &= onsets[:-away] >= onsets[away:]
    return peak


def _of_pitch(heard: Heard, key: int, starts: npt.NDArray[np.intp], chosen: Thresholds) -> Notes:
    """The notes of one pitch that begin at `starts`."""
    sure = heard.sounding[:, key]
    active = np.flatnonzero(sure >= chosen.sounding)
    if not len(starts) or not len(active):
        return np.zeros(0, HEARD_NOTE)
    # A note goes on over pauses up to `gap`: where each stretch of sounding frames ends.
    lasts = np.append(np.flatnonzero(np.diff(active) > chosen.gap + 1), len(active) - 1)
    first = np.searchsorted(active, starts)
    stretch = lasts[np.searchsorted(lasts, np.minimum(first, len(active) - 1))]
    ends = active[stretch] + 1
    begins = (first < len(active)) & (
        active[np.minimum(first, len(active) - 1)] - starts <= chosen.gap
    )
    ends = np.minimum(ends, np.append(starts[1:], len(sure)))  # struck again, it ends
    kept = begins & (ends - starts >= chosen.shortest)
    starts, ends = starts[kept], ends[kept]
    notes = np.zeros(len(starts), HEARD_NOTE)
    sums = np.append(0.0, np.cumsum(sure, dtype=np.float64))
    notes["onset"] = (starts + _shift(heard.onsets[:, key], starts)) * FRAME_SECONDS
    notes["end"] = ends * FRAME_SECONDS
    notes["pitch"] = key + LOWEST
    notes["sure"] = (sums[ends] - sums[starts]) / np.maximum(ends - starts, 1)
    notes["attack"] = heard.onsets[starts, key]
    return notes


def _shift(curve: Floats, frames: npt.NDArray[np.intp]) -> npt.NDArray[np.float64]:
    """How far between two frames each peak lies, by a parabola through three."""
    inner = np.clip(frames, 1, max(len(curve) - 2, 1))
    left, mid, right = (curve[inner + d].astype(np.float64) for d in (-1, 0, 1))
    bend = np.minimum(left - 2 * mid + right, -1e-9)
    shift: npt.NDArray[np.float64] = np.clip(0.5 * (left - right) / bend, -0.5, 0.5)
    return shift
