"""The opening bars of a score, reduced to what a small drawing needs."""

import numpy as np

from backend.music.score.bars import bars_of
from backend.music.score.roles import Role
from backend.music.score.score import Rows, Score, Track

BARS = 8
LIMIT = 200  # notes drawn; more than that is a black smear at the size of a line of text

Mark = tuple[float, int, float, int]


def opening(score: Score) -> list[Mark]:
    """The notes of the first eight bars as (onset, pitch, length, leads).

    Onset and length are in bars (0–8) from the first bar that sounds, pitch is MIDI, `leads` is 1
    for the melody. Drums are left out unless there is nothing else. When there are more than 200
    notes, the melody stays and the others are thinned evenly.
    """
    pitched = [t for t in score.tracks if len(t.notes) and not t.is_drum]
    tracks = pitched or [t for t in score.tracks if len(t.notes)]
    if not tracks:
        return []
    grid = bars_of(score).rows
    edges = np.append(grid["start"], grid["start"][-1] + grid["length"][-1]).astype(np.float64)
    first_onset = min(int(t.notes["onset"][0]) for t in tracks)
    first = int(np.searchsorted(edges, first_onset, side="right")) - 1
    lead = _lead(tracks)
    leading = _marks(lead.notes, edges, first, 1)
    others = [m for t in tracks if t is not lead for m in _marks(t.notes, edges, first, 0)]
    return sorted(_thin(leading, LIMIT) + _thin(others, LIMIT - min(len(leading), LIMIT)))


def _lead(tracks: list[Track]) -> Track:
    """The melody: the track that says so, else the one that lies highest with few chords."""

    def lies(track: Track) -> tuple[bool, float]:
        onsets = track.notes["onset"]
        single = len(np.unique(onsets)) / len(onsets)
        return track.role is Role.MELODY, float(track.notes["pitch"].mean()) * single

    return max(tracks, key=lies)


def _marks(notes: Rows, edges: np.ndarray, first: int, leads: int) -> list[Mark]:
    bars = np.arange(len(edges), dtype=np.float64) - first
    start = np.interp(notes["onset"], edges, bars)
    stop = np.interp(notes["onset"] + notes["duration"], edges, bars)
    seen = start < BARS
    length = np.minimum(stop, BARS) - start
    return [
        (round(x, 3), int(y), round(w, 3), leads)
        for x, y, w in zip(
            start[seen].tolist(),
            notes["pitch"][seen].tolist(),
            length[seen].tolist(),
            strict=True,
        )
    ]


def _thin(marks: list[Mark], limit: int) -> list[Mark]:
    if len(marks) <= limit:
        return marks
    return [marks[i] for i in np.linspace(0, len(marks) - 1, limit).astype(int)] if limit else []
