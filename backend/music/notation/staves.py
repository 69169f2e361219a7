"""Players on staves: which clefs they read, and one chord after another."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from backend.music.notation.bars import Bar, origins_of
from backend.music.notation.polyphony import LOWER, UPPER, voices_of
from backend.music.notation.snapping import Ints, Threes, beat_at, snapped
from backend.music.notation.values import SIXTEENTH
from backend.music.score import Track
from backend.music.score.score import Rows

_SPLIT: Final = 60  # middle C: from here on a keyboard's notes stand on the upper staff
_KEYBOARDS: Final = range(8)
_GUITARS: Final = range(24, 32)
_BASSES: Final = (*range(32, 40), 43)
# Bowed alone, blown, and leads: where their notes overlap they are slurred, not held.
_LINES: Final = (*range(32, 44), *range(56, 61), *range(64, 88))
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
    """One or two voices, each of chords in order of time, never two at once.

    Attributes:
        voices: the upper, and the lower if there are two at any time.
        triplets: beats of each bar that are divided by three.
        clef: what it reads in.
    """

    voices: tuple[tuple[Chord, ...], ...]
    triplets: Threes
    clef: Clef


def between(chords: tuple[Chord, ...], start: int, stop: int) -> tuple[Chord, ...]:
    """The chords of a voice that sound there."""
    first = bisect_right(chords, start, key=lambda chord: chord.stop)
    last = bisect_left(chords, stop, key=lambda chord: chord.start)
    return chords[first:last]


def staves_of(track: Track, bars: tuple[Bar, ...], *, single: bool = False) -> tuple[Staff, ...]:
    """The staves of a player: two for a keyboard that is played low and high, else one.

    Args:
        track: has notes.
        bars: of the whole song.
        single: one staff with one voice in any case.
    """
    notes = track.notes
    if track.is_drum:
        return (_staff(notes, bars, Clef("percussion"), drums=True),)
    pitches = notes["pitch"]
    far = min(np.count_nonzero(pitches < _BELOW), np.count_nonzero(pitches > _ABOVE))
    alone = single or track.program in _LINES
    if track.program in _KEYBOARDS and far > min(_HANDFUL, len(notes) / 10) and not single:
        upper = pitches >= _SPLIT
        return (_staff(notes[upper], bars, TREBLE), _staff(notes[~upper], bars, BASS))
    clef = _clef(track.program, float(np.median(pitches)))
    return (_staff(notes, bars, clef, alone=alone),)


def _clef(program: int, middle: float) -> Clef:
    """As players of the instrument read, else by where most of its notes lie."""
    if program in _GUITARS:
        return TREBLE._replace(octaves=-1)
    if program in _BASSES:
        return BASS._replace(octaves=-1)
    if program in _HIGH and middle > _FAR_ABOVE:
        return TREBLE._replace(octaves=1)
    return BASS if middle < _SPLIT - 3 else TREBLE


def _staff(
    notes: Rows, bars: tuple[Bar, ...], clef: Clef, *, alone: bool = False, drums: bool = False
) -> Staff:
    onsets: Ints = notes["onset"].astype(np.int64)
    starts, triplets = snapped(onsets, bars)
    stops, _ = snapped(onsets + notes["duration"], bars, triplets)
    order = np.argsort(starts, kind="stable")
    starts, stops = starts[order], stops[order]
    pitches = notes["pitch"][order].astype(np.int64)
    voices = np.zeros_like(starts) if alone or drums else voices_of(starts, stops, pitches)
    sets = [voices == voice for voice in (UPPER, LOWER) if voice == UPPER or voice in voices]
    found = [_voice(starts[i], stops[i], pitches[i], bars, triplets, drums=drums) for i in sets]
    return Staff(tuple(found), triplets, clef)


def _voice(
    starts: Ints, stops: Ints, pitches: Ints, bars: tuple[Bar, ...], triplets: Threes, *,
    drums: bool,
) -> tuple[Chord, ...]:  # fmt: skip
    chords: list[Chord] = []
    origins = origins_of(bars)
    firsts, begins = np.unique(starts, return_index=True)
    groups = np.split(np.arange(len(starts)), begins[1:])
    following = np.append(firsts[1:], origins[-1])
    for start, after, here in zip(firsts.tolist(), following.tolist(), groups, strict=False):
        beat = beat_at(start, bars, origins, triplets)
        stop = max(int(stops[here].max()), start + beat.step)
        last = beat_at(stop, bars, origins, triplets)
        if drums:  # percussion has no length: written to the end of its beat
            stop = beat.end
        elif after - stop <= SIXTEENTH:  # a gap that is too short to hear is no rest
            stop = after
        elif start < last.start and stop - last.start <= last.step:
            stop = last.start  # it only just reaches into a beat: it was meant to end before
        sounding = tuple(sorted(set(pitches[here].tolist())))
        fifths = bars[min(bisect_right(origins, start), len(bars)) - 1].fifths
        chords.append(Chord(start, min(stop, after), sounding, fifths))
    return tuple(chords)
