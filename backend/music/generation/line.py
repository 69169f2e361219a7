"""The melodic line of a piece, and its short windows as numbers that another line is found by.

A step goes from one note of the line to the next: its interval in semitones and the time between
the two onsets, to the nearest of a sixteenth, an eighth, a quarter and so on. So a passage is
known again in another key and at another place, and when it is played a little differently.

Time is part of a step because intervals alone say too little: of 117 classical songs that the
index had not seen, cut to sixteen bars, 39 % share twelve notes with some other song by intervals,
11 % with time, and the longest of these are the same work under another name. Exact times instead
of the nearest leave as many.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from backend.music.events import EncodedScore
from backend.music.events import vocabulary as v
from backend.music.events.grid import grid_bars, grid_lengths, place
from backend.music.score import Role, Score
from backend.music.theory import assign_roles

Integers = npt.NDArray[np.int64]
Windows = npt.NDArray[np.uint16]

STEPS = 6  # in a window; it spans one note more
NO_WINDOW = 0  # stands at the last notes of a line, from which no whole window goes on
TELLING = 1  # the bit of a window that is not trivial

SIXTEENTH = v.TICKS // 4
_TIMES = (-2, 6)  # powers of two around a sixteenth; from one grid tick up to four bars of 4/4
_LONGEST_PERIOD = 4  # steps; trills and broken chords repeat within a beat of four sixteenths
_FEWEST_PITCHES = 4  # as a song must have that is learnt from (`training.reading`)
_MIX = np.uint64(0x9E3779B97F4A7C15)  # 2⁶⁴ / golden ratio, odd: multiplying spreads all bits
_BITS = 15


@dataclass(frozen=True)
class Line:
    """The notes of a tune in order, one at a time: (n,) each.

    `onset` in grid ticks (12 a quarter) from the start of the piece, `pitch` in semitones in
    whatever key, `bar` counted from 0.
    """

    onset: Integers
    pitch: Integers
    bar: Integers

    def __len__(self) -> int:
        return len(self.onset)


def line_of(onset: Integers, pitch: Integers, bar: Integers) -> Line:
    """The highest note at every onset."""
    order = np.lexsort((-pitch, onset))
    onset, pitch, bar = onset[order], pitch[order], bar[order]
    new = np.ones(len(onset), np.bool_)
    new[1:] = onset[1:] != onset[:-1]
    return Line(onset[new], pitch[new], bar[new])


def line_of_piece(piece: EncodedScore) -> Line:
    """The melody of an encoded piece."""
    position = piece.events["position"].astype(np.int64)
    melody = (position < v.LONGEST_BAR) & (piece.events["role"] == Role.MELODY)
    bar = (np.cumsum(position == v.BAR) - 1)[melody]
    lengths = piece.plan["length"].astype(np.int64)
    onset = (np.cumsum(lengths) - lengths)[bar] + position[melody]
    return line_of(onset, piece.events["pitch"][melody].astype(np.int64), bar)


def line_of_score(score: Score) -> Line:
    """The melody of a score on the grid: its melody tracks, estimated where roles are unknown."""
    found = assign_roles(score) if any(t.role is None for t in score.tracks) else None
    kept = []
    for i, track in enumerate(score.tracks):
        if track.role is Role.MELODY:
            kept.append(track.notes)
        elif track.role is None and found is not None:
            kept.append(track.notes[found[i] == Role.MELODY])
    onset = np.concatenate([[], *(notes["onset"] for notes in kept)]).astype(np.int64)
    pitch = np.concatenate([[], *(notes["pitch"] for notes in kept)]).astype(np.int64)
    bars = grid_bars(score)
    bar, position = place(onset, bars, score.ticks_per_quarter)
    starts = np.append(0, np.cumsum(grid_lengths(bars, score.ticks_per_quarter)))
    return line_of(starts[bar] + position, pitch, bar)


def windows_of(line: Line) -> Windows:
    """(n,) the window that begins at each note, as 15 bits of a hash and a bit for `TELLING`.

    Two different windows are taken for the same once in 2¹⁵ times.
    """
    out = np.zeros(len(line), np.uint16)
    if len(line) <= STEPS:
        return out
    intervals, times = np.diff(line.pitch), np.log2(np.diff(line.onset) / SIXTEENTH)
    steps = intervals * 16 + np.clip(np.rint(times), *_TIMES).astype(np.int64) - _TIMES[0] + 1
    mixed = np.zeros(len(steps) - STEPS + 1, np.uint64)
    for column in np.lib.stride_tricks.sliding_window_view(steps, STEPS).T:
        mixed = (mixed + column.astype(np.uint64)) * _MIX
        mixed ^= mixed >> np.uint64(29)
    value = (mixed * _MIX >> np.uint64(64 - _BITS)).astype(np.uint16) << 1 | _telling(intervals)
    out[: len(value)] = np.where(value == NO_WINDOW, 1 << 1, value)
    return out


def _telling(intervals: Integers) -> npt.NDArray[np.bool_]:
    """Which windows say something: what any two tunes may have in common does not.

    That is a line that goes one way only (scales, repeated notes), one that repeats itself within
    a few steps (trills, broken chords), and one of fewer than four pitches.
    """
    rows = np.lib.stride_tricks.sliding_window_view(intervals, STEPS)
    trivial = (rows >= 0).all(axis=1) | (rows <= 0).all(axis=1)
    for period in range(1, _LONGEST_PERIOD + 1):
        trivial |= (rows[:, period:] == rows[:, :-period]).all(axis=1)
    heights = np.sort(np.pad(np.cumsum(rows, axis=1), ((0, 0), (1, 0))), axis=1)
    pitches = 1 + (np.diff(heights, axis=1) > 0).sum(axis=1)
    telling: npt.NDArray[np.bool_] = ~trivial & (pitches >= _FEWEST_PITCHES)
    return telling
