"""Lay notes on the grid, and line all events of a piece up: the compiled loops of `encode`."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from backend.music.compiled import kernel
from backend.music.events import vocabulary as v
from backend.music.events.radix import Ints, sorted_places
from backend.music.score import Role

Bytes = npt.NDArray[np.uint8]
Rows = npt.NDArray[np.void]

_DRUMS = int(Role.DRUMS)
_CHORD_KEY = 1 << 22 | int(v.ORDER[v.CHORD]) << 10  # what the sort key of a chord begins with


class Laid(NamedTuple):
    """Notes in the order of the events, each (n,): their sort key and the fields of the event."""

    order: Ints
    position: Bytes
    role: Bytes
    pitch: npt.NDArray[np.uint16]
    duration: Bytes
    velocity: Bytes


@kernel
def lay(
    rows: Rows,
    role: Bytes,
    starts: Ints,
    lengths: Ints,
    ticks: float,
    transposed: int,
    role_key: Ints,
    duration_class: Ints,
    velocity_class: Bytes,
) -> Laid:
    """The notes of a score on the grid, each once: of equal ones the longest.

    Args:
        rows: (n,) of NOTE.
        role: (n,) Role numbers.
        starts: (bars,) where bars begin, in ticks of the score.
        lengths: (bars,) in grid ticks. What rounds up to the end of a bar stands on the next bar's
            first tick, even behind the last bar.
        ticks: Grid ticks a tick of the score.
        transposed: Semitones to the normal key.
        role_key: (ROLES,) what a role adds to the sort key.
        duration_class: The class of each length in half grid ticks.
        velocity_class: (256,) the class of each velocity.
    """
    size = len(rows)
    keys, position = np.empty(size, np.int64), np.empty(size, np.uint8)
    number, length = np.empty(size, np.uint16), np.empty(size, np.uint8)
    bar = 0
    for i in range(size):
        onset = np.int64(rows[i].onset)
        if onset < starts[bar]:  # Another track begins.
            bar = 0
        while bar + 1 < len(starts) and starts[bar + 1] <= onset:
            bar += 1
        at = np.int64(np.rint((onset - starts[bar]) * ticks))
        over = at >= lengths[bar]
        position[i] = 0 if over else at
        if role[i] == _DRUMS:
            number[i] = v.DRUM_BASE + rows[i].pitch
        else:
            number[i] = transposed + v.SHIFT + rows[i].pitch
        half_ticks = np.int64(min(np.ceil(rows[i].duration * ticks * 2), len(duration_class) - 1))
        length[i] = duration_class[half_ticks]
        keys[i] = (bar + over) * v.BAR_KEY + role_key[role[i]] + number[i]
        keys[i] += np.int64(position[i]) << 15
    kept = sorted_places(keys)
    count = 0
    for i in kept:
        if count and keys[i] == keys[kept[count - 1]]:
            if length[i] > length[kept[count - 1]]:
                kept[count - 1] = i
        else:
            kept[count] = i
            count += 1
    laid = Laid(
        np.empty(count, np.int64),
        np.empty(count, np.uint8),
        np.empty(count, np.uint8),
        np.empty(count, np.uint16),
        np.empty(count, np.uint8),
        np.empty(count, np.uint8),
    )
    for n in range(count):
        i = kept[n]
        laid.order[n], laid.position[n], laid.role[n] = keys[i], position[i], role[i]
        laid.pitch[n] = number[i]
        laid.duration[n] = v.NO_DURATION if role[i] == _DRUMS else length[i]
        laid.velocity[n] = velocity_class[rows[i].velocity]
    return laid


@kernel
def place_chords(chords: Bytes, inside: Ints, bar: Ints, lengths: Ints, ticks: float) -> Ints:
    """(3, n): bar, grid tick and number of the chords that have a tick of their own in their bar.

    `inside` is where they stand in their bar, in ticks of the score; the rest is as in `lay`.
    """
    kept = np.empty((3, len(chords)), np.int64)
    n = 0
    for i in range(len(chords)):
        at = np.int64(np.rint(inside[i] * ticks))
        is_half = i > 0 and bar[i] == bar[i - 1]
        if at < lengths[bar[i]] and not (is_half and at == 0):
            kept[0, n], kept[1, n], kept[2, n] = bar[i], at, chords[i]
            n += 1
    return kept[:, :n].copy()


@kernel
def _put(events: Rows, at: int, position: int, role: int, pitch: int) -> int:
    """Put a chord or a marker at a place; returns the next place."""
    events[at].position, events[at].role, events[at].pitch = position, role, pitch
    events[at].duration, events[at].velocity = v.NO_DURATION, v.NO_VELOCITY
    return at + 1


@kernel
def line_up(events: Rows, notes: Laid, chords: Ints, bars: int) -> int:
    """Put markers, chords and notes into their one order; returns how many events those are.

    `chords` has the bar, the grid tick and the number of each chord, (3, n), in order.
    """
    n = _put(events, 0, v.START, v.NO_ROLE, v.NO_PITCH)
    note = chord = 0
    for bar in range(bars):
        n = _put(events, n, v.BAR, v.NO_ROLE, v.NO_PITCH)
        sketch = bar * v.BAR_KEY + (2 << 22)
        is_open = True
        while True:
            order = notes.order[note] if note < len(notes.order) else (bars + 1) * v.BAR_KEY
            if chord < chords.shape[1] and chords[0, chord] == bar:
                at, name = chords[1, chord], v.CHORD_BASE + chords[2, chord]
                if bar * v.BAR_KEY + (at << 15) + _CHORD_KEY + name < order:
                    n = _put(events, n, at, v.CHORD, name)
                    chord += 1
                    continue
            if is_open and order >= sketch:
                n = _put(events, n, v.SEP, v.NO_ROLE, v.NO_PITCH)
                is_open = False
            if order >= (bar + 1) * v.BAR_KEY:
                break
            _put(events, n, notes.position[note], notes.role[note], notes.pitch[note])
            events[n].duration, events[n].velocity = notes.duration[note], notes.velocity[note]
            n += 1
            note += 1
    return _put(events, n, v.END, v.NO_ROLE, v.NO_PITCH)


@kernel
def bar_sums(
    notes: Laid, bars: int, roles: int, lowest: int
) -> tuple[Ints, npt.NDArray[np.float64]]:
    """(bars, roles) how many notes; and (2, bars) the mean height and loudness of each bar.

    The height of a pitched note is counted in fifths of an octave … from `lowest` on.
    """
    counts = np.zeros((bars, roles), np.int64)
    means = np.zeros((2, bars))
    for i in range(len(notes.order)):
        bar = notes.order[i] // v.BAR_KEY
        counts[bar, notes.role[i]] += 1
        means[1, bar] += notes.velocity[i]
        if notes.role[i] != _DRUMS:
            means[0, bar] += (np.int64(notes.pitch[i]) - lowest) / 5
    for bar in range(bars):
        total = 0
        for role in range(roles):
            total += counts[bar, role]
        means[0, bar] /= max(total - counts[bar, _DRUMS], 1)
        means[1, bar] /= max(total, 1)
    return counts, means
