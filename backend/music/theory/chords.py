"""Chord estimation: one chord per slot by template match, then the cheapest way through them."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from backend.music.score import Role, Score
from backend.music.theory.chord import CHORD_COUNT, INTERVALS, QUALITIES
from backend.music.theory.key import key_scores
from backend.music.theory.pitched import PitchedNotes, pitched_notes
from backend.music.theory.roles import assign_roles

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_MELODY_WEIGHT = 0.6  # a tune passes through notes that are not the chord's
_OUTSIDE = 1.0  # cost of a slot's share of notes that are not in the chord
_OUT_OF_KEY = 0.05  # cost of each chord tone outside the piece's scale
_BASS_ROOT = 0.32  # gain when the lowest notes are the root …
_BASS_TONE = 0.14  # … or another chord tone
_PRESENT = 0.12  # share of a slot at which a chord tone counts as really there
# What it costs that a tone is absent: root, third (or fourth), fifth, seventh.
_ABSENT = (0.20, 0.14, 0.05, 0.25)
# What a quality costs by itself, so that plain triads win when both explain the notes.
_RARITY = {
    "": 0.0, "m": 0.0, "7": 0.16, "maj7": 0.20, "m7": 0.18, "dim": 0.06, "m7b5": 0.20,
    "aug": 0.16, "sus4": 0.14, "5": 0.06,
}  # fmt: skip
_CHANGE = 0.25  # charge for a new chord in mid-bar …
_CHANGE_AT_BAR = 0.15  # … and at a bar line, where chords like to change
_CELLS = 4  # the lowest note is looked for in quarters of a slot
_CELL_WEIGHTS = np.array([2.0, 1.0, 1.0, 1.0]) / 5.0  # the bass on the beat names the chord
_MOST_PAIRS = 20_000_000  # of notes and slots at a time


def _tables() -> tuple[Floats, Floats, Floats, Floats]:
    """Per chord 1…120: gain per pitch class (12, 120), absent cost, bass gain, own cost."""
    count = CHORD_COUNT - 1
    gain = np.full((12, count), -_OUTSIDE)
    absent = np.zeros((12, count))
    bass = np.zeros((12, count))
    own = np.zeros(count)
    for root in range(12):
        for quality, intervals in enumerate(INTERVALS):
            chord = root * len(QUALITIES) + quality
            own[chord] = _RARITY[QUALITIES[quality]]
            for place, interval in enumerate(intervals):
                tone = (root + interval) % 12
                gain[tone, chord] = 1.0
                bass[tone, chord] = _BASS_TONE
                absent[tone, chord] = _ABSENT[place]
            bass[root, chord] = _BASS_ROOT
            if QUALITIES[quality] in ("5", "dim", "m7b5", "aug"):  # nothing without its fifth
                absent[(root + intervals[-1 if intervals[-1] < 9 else 2]) % 12, chord] = 0.25
    return gain, absent, bass, own


_GAIN, _MISSING, _BASS, _OWN = _tables()
_EVIDENCE = np.vstack([_GAIN, _BASS, -_MISSING])  # what share, bass and absence of a tone say
_IS_TONE = (_GAIN > 0).astype(np.float64)
_MAJOR_SCALE = (0, 2, 4, 5, 7, 9, 11)
_MINOR_SCALE = (0, 2, 3, 5, 7, 8, 10, 11)


def estimate_chords(
    score: Score,
    starts: npt.ArrayLike,
    ends: npt.ArrayLike,
    bar_start: npt.ArrayLike | None = None,
    roles: Sequence[npt.NDArray[np.uint8]] | None = None,
) -> npt.NDArray[np.uint8]:
    """Name one chord for each slot [starts[i], ends[i]).

    Args:
        score: The piece; its drums are left out.
        starts: (n,) ticks, ascending; slots do not overlap.
        ends: (n,) ticks.
        bar_start: (n,) true where a slot opens a bar; a change is cheaper there.
        roles: What `assign_roles` says of this score, to spare its work a second time.

    Returns:
        (n,) chord numbers. A silent slot carries the chord before it on; 0 stands only before
        the first pitched note.
    """
    start, end = np.asarray(starts, np.int64), np.asarray(ends, np.int64)
    chords = np.zeros(len(start), np.uint8)
    notes = pitched_notes(score)
    if not len(start) or not len(notes):
        return chords
    weight = _note_weights(notes, assign_roles(score) if roles is None else roles)
    profile = _profiles(notes, weight, start, end)
    is_sounding = profile.any(axis=1)
    sounding = np.flatnonzero(is_sounding)
    if not len(sounding):
        return chords
    bass = _bass_profiles(notes, start, end)
    change = np.full(len(start), _CHANGE)
    if bar_start is not None:
        change[np.asarray(bar_start, np.bool_)] = _CHANGE_AT_BAR
    emission = _match(profile[sounding], bass[sounding], profile.sum(0))
    chords[sounding] = 1 + _cheapest_path(emission, change[sounding])
    latest = np.maximum.accumulate(np.where(is_sounding, np.arange(len(start)), 0))
    return chords[latest]


def _note_weights(notes: PitchedNotes, roles: Sequence[npt.NDArray[np.uint8]]) -> Floats:
    role = np.concatenate([roles[number] for number in notes.tracks])
    return np.where(role == Role.MELODY, _MELODY_WEIGHT, 1.0)


def _spread(first: Ints, last: Ints) -> tuple[Ints, Ints]:
    """Every (note, slot) pair with slot in first[note]…last[note], as two flat arrays.

    Where pairs would fill the memory, as only a hostile file makes them, notes count for less long.
    """
    longest = max(_MOST_PAIRS // max(len(first), 1), 64)
    count = np.clip(last - first + 1, 0, longest)
    note = np.repeat(np.arange(len(first)), count)
    before = np.cumsum(count) - count
    return note, np.arange(len(note)) + (first - before)[note]


def _profiles(notes: PitchedNotes, weight: Floats, start: Ints, end: Ints) -> Floats:
    """(n, 12): how long each pitch class sounds in each slot, in slots, compressed."""
    note_end = notes.onset + notes.duration
    first = np.searchsorted(end, notes.onset, "right")
    last = np.searchsorted(start, note_end, "left") - 1
    note, slot = _spread(first, last)
    opens, closes = start[slot], end[slot]
    length = closes - opens
    sounds = np.minimum(note_end[note], closes) - np.maximum(notes.onset[note], opens)
    # A tail that is less than a tenth of its note is a release, not a part of this harmony.
    held = sounds * 10 >= notes.duration[note]
    held |= sounds * 4 >= length
    share = np.where(held, sounds / length, 0.0) * weight[note]
    table = np.bincount(slot * 12 + (notes.pitch % 12)[note], share, len(start) * 12)
    # Doubling a tone in ten tracks makes it surer, but not ten times as much.
    compressed: Floats = np.sqrt(table.reshape(-1, 12))
    return compressed


def _bass_profiles(notes: PitchedNotes, start: Ints, end: Ints) -> Floats:
    """(n, 12): share of each slot in which each pitch class is the lowest that sounds."""
    length = end - start
    edges = start[:, None] + length[:, None] * np.arange(_CELLS + 1) // _CELLS
    opens, closes = edges[:, :-1].ravel(), edges[:, 1:].ravel()
    slack = int(length.min()) // (_CELLS * 4)
    onset = notes.onset + slack
    note_end = np.maximum(notes.onset + notes.duration - slack, onset + 1)
    first = np.searchsorted(closes, onset, "right")
    last = np.searchsorted(opens, note_end) - 1
    note, cell = _spread(first, last)
    lowest = np.full(len(opens), 128, np.int64)
    np.minimum.at(lowest, cell, notes.pitch[note])
    heard = np.flatnonzero(lowest < 128)
    weights = _CELL_WEIGHTS[heard % _CELLS]
    table = np.bincount(heard // _CELLS * 12 + lowest[heard] % 12, weights, len(start) * 12)
    return table.reshape(-1, 12).astype(np.float64)


def _match(profile: Floats, bass: Floats, overall: Floats) -> Floats:
    """(n, 120): how well each chord explains each slot."""
    share = profile / profile.sum(1, keepdims=True)
    absent = np.maximum(1.0 - share / _PRESENT, 0.0)
    best = int(np.argmax(key_scores(overall)))
    scale = np.array(_MAJOR_SCALE if best < 12 else _MINOR_SCALE) + best % 12
    outside = np.ones(12)
    outside[scale % 12] = 0.0
    cost = _OWN + _OUT_OF_KEY * (outside @ _IS_TONE)
    scores: Floats = np.hstack([share, bass, absent]) @ _EVIDENCE - cost
    return scores


def _cheapest_path(emission: Floats, change: Floats) -> Ints:
    """(n,) the chord sequence with the highest sum of emissions less the charges for changes.

    All changes cost the same at one place, so that a step is one maximum and not a 120² table.
    """
    totals = np.empty_like(emission)  # the best sums that end in each slot and chord
    totals[0] = emission[0]
    moved = []
    steps = zip(totals[:-1], totals[1:], emission[1:], change[1:].tolist(), strict=True)
    for before, total, gain, charge in steps:
        moved.append(before.item(before.argmax()) - charge)
        np.maximum(before, moved[-1], out=total)
        np.add(total, gain, out=total)
    # Whoever stands no better than a change from the best came from the best.
    best = totals.argmax(axis=1).tolist()
    stays = totals[:-1] >= np.array(moved)[:, None]
    path = [best[-1]]
    for i in range(len(emission) - 2, -1, -1):
        at = path[-1]
        path.append(at if stays[i, at] else best[i])
    return np.array(path[::-1])
