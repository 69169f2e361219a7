"""Players on staves: which clefs they read, and one chord after another."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from backend.music.notation.bars import Bar, origins_of
from backend.music.notation.snapping import Ints, Threes, beat_at, snapped
from backend.music.notation.values import SIXTEENTH
from backend.music.score import Track
from backend.music.score.score import Rows

_SPLIT: Final = 60  # middle C: from here on a keyboard's notes stand on the upper staff
_KEYBOARDS: Final = range(8)
_GUITARS: Final = range(24, 32)
_BASSES: Final = (*range(32, 40), 43)
_HIGH: Final = (9, 72)  # glockenspiel and piccolo
# A keyboard has two staves if more notes than a handful (in short pieces than a tenth) would lie
# beyond two ledger lines of either.
_HANDFUL: Final = 4
_BELOW, _ABOVE, _FAR_ABOVE = 57, 64, 79


class Clef(NamedTuple):
    """Sign, line, and by how many octaves it sounds higher than it looks."""

    sign: str
    line: int = 0
    octaves: int = 0


TREBLE: Final = Clef("G", 2)
BASS: Final = Clef("F", 4)


class Syllable(NamedTuple):
    """What is sung on a chord; `syllabic` is single, begin, middle or end."""

    text: str
    syllabic: str


@dataclass(frozen=True)
class Chord:
    """Pitches that begin together, from `start` to `stop` in 24ths of the whole piece.

    `fifths` is the signature that they are spelt in, also where they are tied into another.
    """

    start: int
    stop: int
    pitches: tuple[int, ...]
    fifths: int
    syllable: Syllable | None = None


@dataclass(frozen=True)
class Staff:
    """One voice: chords in order of time, never two at once.

    Attributes:
        chords: see there.
        triplets: beats of each bar that are divided by three.
        clef: what it reads in.
    """

    chords: tuple[Chord, ...]
    triplets: Threes
    clef: Clef

    def between(self, start: int, stop: int) -> tuple[Chord, ...]:
        """The chords that sound there."""
        first = bisect_right(self.chords, start, key=lambda chord: chord.stop)
        last = bisect_left(self.chords, stop, key=lambda chord: chord.start)
        return self.chords[first:last]


def staves_of(track: Track, bars: tuple[Bar, ...], *, single: bool = False) -> tuple[Staff, ...]:
    """The staves of a player: two for a keyboard that is played low and high, else one.

    Args:
        track: has notes.
        bars: of the whole song.
        single: one staff in any case.
    """
    notes = track.notes
    if track.is_drum:
        return (_staff(notes, bars, Clef("percussion"), drums=True),)
    pitches = notes["pitch"]
    far = min(np.count_nonzero(pitches < _BELOW), np.count_nonzero(pitches > _ABOVE))
    if track.program in _KEYBOARDS and far > min(_HANDFUL, len(notes) / 10) and not single:
        upper = pitches >= _SPLIT
        return (_staff(notes[upper], bars, TREBLE), _staff(notes[~upper], bars, BASS))
    return (_staff(notes, bars, _clef(track.program, float(np.median(pitches)))),)


def _clef(program: int, middle: float) -> Clef:
    """As players of the instrument read, else by where most of its notes lie."""
    if program in _GUITARS:
        return TREBLE._replace(octaves=-1)
    if program in _BASSES:
        return BASS._replace(octaves=-1)
    if program in _HIGH and middle > _FAR_ABOVE:
        return TREBLE._replace(octaves=1)
    return BASS if middle < _SPLIT - 3 else TREBLE


def _staff(notes: Rows, bars: tuple[Bar, ...], clef: Clef, *, drums: bool = False) -> Staff:
    onsets: Ints = notes["onset"].astype(np.int64)
    firsts, triplets = snapped(onsets, bars)
    lasts, _ = snapped(onsets + notes["duration"], bars, triplets)
    chords: list[Chord] = []
    origins = origins_of(bars)
    order = np.argsort(firsts, kind="stable")
    starts, begins = np.unique(firsts[order], return_index=True)
    groups = np.split(order, begins[1:])
    following = np.append(starts[1:], origins[-1])
    for start, after, here in zip(starts.tolist(), following.tolist(), groups, strict=True):
        beat = beat_at(start, bars, origins, triplets)
        stop = max(int(lasts[here].max()), start + beat.step)
        last = beat_at(stop, bars, origins, triplets)
        if drums:  # percussion has no length: written to the end of its beat
            stop = beat.end
        elif after - stop <= SIXTEENTH:  # a gap that is too short to hear is no rest
            stop = after
        elif start < last.start and stop - last.start <= last.step:
            stop = last.start  # it only just reaches into a beat: it was meant to end before
        pitches = tuple(sorted({int(p) for p in notes["pitch"][here]}))
        fifths = bars[min(bisect_right(origins, start), len(bars)) - 1].fifths
        chords.append(Chord(start, min(stop, after), pitches, fifths))
    return Staff(tuple(chords), triplets, clef)
