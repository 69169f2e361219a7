"""How alike two scores are: in content (which notes sound when) and in style (how lines move).

Both measures follow Cífka, Şimşekli and Richard (ISMIR 2019, "Supervised symbolic music style
translation using synthetic data"), so that results stand beside published ones. Times are compared
in quarters, whatever the resolutions of the scores; drums are left out.
"""

import numpy as np
import numpy.typing as npt

from backend.music.score import Score

Floats = npt.NDArray[np.float64]

FRAMES = 12  # chroma frames per quarter
WINDOW, STRIDE = 24, 12  # frames: two quarters are averaged, one quarter apart

REACH = 4  # quarters within which two notes of a track count as a pair
BINS_PER_QUARTER = 6
WIDEST = 20  # semitones
PROFILE_SHAPE = (REACH * BINS_PER_QUARTER, 2 * WIDEST + 1)
# Onsets that come this much early (in bins; 1/48 quarter) still fall into the bin of their beat.
_EARLY = 0.125
_MOST_PAIRS = 2_000_000  # per batch, so that a pathological track does not fill the memory


def content(a: Score, b: Score) -> float:
    """The mean cosine of the two scores' smoothed chroma, 0…1; two silent scores give 1.

    Windows in which neither sounds are left out; where only one sounds, the cosine is 0.
    """
    windows_a, windows_b = _windows(_chroma(a)), _windows(_chroma(b))
    longer = max(len(windows_a), len(windows_b))
    first, second = (_padded(w, longer) for w in (windows_a, windows_b))
    norms = np.linalg.norm(first, axis=1), np.linalg.norm(second, axis=1)
    sounding = (norms[0] > 0) | (norms[1] > 0)
    if not sounding.any():
        return 1.0
    dots = (first * second).sum(1)[sounding]
    product = (norms[0] * norms[1])[sounding]
    cosines = np.divide(dots, product, out=np.zeros_like(dots), where=product > 0)
    return float(cosines.mean())


def style_profile(score: Score) -> Floats:
    """The (24, 41) histogram of note pairs within a track, summing to 1 (0 if there are none).

    Rows are onset differences of less than 4 quarters in bins of 1/6 quarter, columns the interval
    from the earlier note (the lower one of two that begin together) to the later, −20…20 semitones.
    """
    counts = np.zeros(PROFILE_SHAPE[0] * PROFILE_SHAPE[1])
    for track in score.tracks:
        if not track.is_drum and len(track.notes) > 1:
            counts += _pairs(track.notes, score.ticks_per_quarter)
    total = counts.sum()
    return (counts / total if total else counts).reshape(PROFILE_SHAPE)


def style(a: Floats, b: Floats) -> float:
    """The cosine of two style profiles, 0…1; 0 if either is empty."""
    product = float(np.linalg.norm(a) * np.linalg.norm(b))
    return float((a * b).sum()) / product if product else 0.0


def _chroma(score: Score) -> Floats:
    """(frames, 12): how many notes of each pitch class sound in each frame."""
    tracks = [t.notes for t in score.tracks if not t.is_drum and len(t.notes)]
    if not tracks:
        return np.zeros((0, 12))
    notes = np.concatenate(tracks)
    scale = FRAMES / score.ticks_per_quarter
    onset = notes["onset"].astype(np.int64)
    start = np.rint(onset * scale).astype(np.int64)
    stop = np.rint((onset + notes["duration"]) * scale).astype(np.int64)
    stop = np.maximum(stop, start + 1)
    length = int(stop.max()) + 1
    pitch_class = notes["pitch"].astype(np.int64) % 12
    size = length * 12
    begun = np.bincount(start * 12 + pitch_class, minlength=size)
    ended = np.bincount(stop * 12 + pitch_class, minlength=size)
    sounding: Floats = np.cumsum((begun - ended).reshape(length, 12), axis=0).astype(np.float64)
    return sounding[:-1]


def _windows(chroma: Floats) -> Floats:
    """(windows, 12): the sum over each window; the last windows reach beyond the end."""
    if not len(chroma):
        return chroma
    running = np.concatenate([np.zeros((1, 12)), np.cumsum(chroma, axis=0)])
    first = np.arange(0, len(chroma), STRIDE)
    last = np.minimum(first + WINDOW, len(chroma))
    sums: Floats = running[last] - running[first]
    return sums


def _padded(windows: Floats, count: int) -> Floats:
    return np.pad(windows, ((0, count - len(windows)), (0, 0)))


def _pairs(notes: npt.NDArray[np.void], ticks_per_quarter: int) -> Floats:
    """The flattened, unnormalised histogram of one track."""
    onset = notes["onset"].astype(np.int64)
    order = np.lexsort((notes["pitch"], onset))
    onset, pitch = onset[order], notes["pitch"][order].astype(np.int64)
    bins = BINS_PER_QUARTER / ticks_per_quarter
    reach = np.ceil((PROFILE_SHAPE[0] - _EARLY) / bins)
    after = np.searchsorted(onset, onset + reach, side="left")
    partners = after - np.arange(len(onset)) - 1
    running = np.cumsum(partners)
    out = np.zeros(PROFILE_SHAPE[0] * PROFILE_SHAPE[1])
    begin = 0
    while begin < len(onset):
        done = running[begin - 1] if begin else 0
        end = max(int(np.searchsorted(running, done + _MOST_PAIRS, side="right")), begin + 1)
        share = partners[begin:end]
        earlier = np.repeat(np.arange(begin, end), share)
        step = np.arange(len(earlier)) - np.repeat(np.cumsum(share) - share, share)
        later = earlier + 1 + step
        interval = pitch[later] - pitch[earlier]
        row = ((onset[later] - onset[earlier]) * bins + _EARLY).astype(np.int64)
        near = (np.abs(interval) <= WIDEST) & (row < PROFILE_SHAPE[0])
        cell = row[near] * PROFILE_SHAPE[1] + interval[near] + WIDEST
        out += np.bincount(cell, minlength=len(out))
        begin = end
    return out
