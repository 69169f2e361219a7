"""Random tunes, and a tune planted in another, for the tests of originality."""

import numpy as np

from backend.music.generation.line import Line, line_of
from backend.music.generation.line import windows_of as windows
from backend.music.generation.melody_index import MelodyIndex

BAR = 48  # grid ticks of 4/4


def tune(seed: int, notes: int = 100) -> Line:
    """Notes of different lengths anywhere in two octaves."""
    rng = np.random.default_rng(seed)
    onset = np.cumsum(rng.choice((3, 6, 12, 18, 24), notes))
    return laid(onset, rng.integers(55, 80, notes))


def laid(onset: np.ndarray, pitch: np.ndarray) -> Line:
    return line_of(onset.astype(np.int64), pitch.astype(np.int64), onset.astype(np.int64) // BAR)


def planted(line: Line, source: Line, first: int, notes: int, at: int, up: int) -> Line:
    """`line` with notes of `source` in the middle, `up` semitones higher."""
    there = slice(first, first + notes)
    copy = source.onset[there] - source.onset[first] + line.onset[at - 1] + 7
    rest = line.onset[at:] - line.onset[at] + copy[-1] + 5
    onset = np.concatenate([line.onset[:at], copy, rest])
    return laid(onset, np.concatenate([line.pitch[:at], source.pitch[there] + up, line.pitch[at:]]))


def index_of(genre: str, **songs: Line) -> MelodyIndex:
    return MelodyIndex(
        genre,
        tuple(songs),
        np.array([len(line) for line in songs.values()], np.int64),
        np.concatenate([windows(line) for line in songs.values()]),
        np.concatenate([line.bar for line in songs.values()]),
    )
