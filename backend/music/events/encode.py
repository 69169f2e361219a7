"""Score → events: quantise, transpose to the normal key, name chords and roles, plan each bar."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from backend.music.events import vocabulary as v
from backend.music.events.encoded import PLAN, STEPS, EncodedScore
from backend.music.events.grid import grid_bars, grid_lengths, place
from backend.music.score import DEFAULT_PROGRAM, Bars, Key, Role, Score
from backend.music.score.score import Rows
from backend.music.theory import (
    assign_roles,
    chord_slots,
    estimate_chords,
    estimate_key,
    transpose_chord,
)

Ints = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]

# What a role adds to the sort key of its notes: its section, and its place at one position.
_SECTION = np.full(v.ROLES, 3)
_SECTION[Role.MELODY] = 1
_ROLE_KEY = _SECTION << 22 | v.ORDER[: v.ROLES] << 10
_CHORD_KEY = 1 << 22 | int(v.ORDER[v.CHORD]) << 10


class _Placed(NamedTuple):
    """Events in columns of (n,), with the key of `vocabulary.sort_keys` that says their place.

    A field that is the same in all of them may be one number. These are columns because NumPy
    indexes and joins arrays of records some fifty times slower.
    """

    order: Ints
    position: Ints
    role: Bytes | int
    pitch: Ints | int
    duration: Ints | int
    velocity: Bytes | int


def encode(
    score: Score, *, key: Key | None = None, roles: list[Bytes] | None = None
) -> EncodedScore:
    """Turn a score into events from START to END.

    Notes of equal role, pitch and grid tick become one (the longest). `key` and `roles` (one
    Role number a note, a list entry a track) are estimated when not given.
    """
    key = key or estimate_key(score)[0]
    roles = roles if roles is not None else assign_roles(score)
    bars = grid_bars(score)
    notes, bars = _notes(score, bars, roles, key.to_normal)
    lengths = grid_lengths(bars, score.ticks_per_quarter)
    chords = _chords(score, bars, lengths, roles, key.to_normal)
    return EncodedScore(
        events=_line_up(notes, chords, _marks(len(bars))),
        plan=_plan(notes, bars, lengths),
        key=key,
        bpm=score.bpm,
        programs=_programs(score, roles),
        ticks_per_quarter=score.ticks_per_quarter,
    )


def _notes(score: Score, bars: Bars, roles: Sequence[Bytes], shift: int) -> tuple[_Placed, Bars]:
    if not score.note_count:
        none, silent = np.zeros(0, np.int64), np.zeros(0, np.uint8)
        return _Placed(none, none, silent, none, none, silent), bars
    onset, duration, pitch, velocity = (
        np.concatenate([track.notes[name] for track in score.tracks])
        for name in ("onset", "duration", "pitch", "velocity")
    )
    role = np.concatenate(roles)
    bar, position = place(onset.astype(np.int64), bars, score.ticks_per_quarter)
    if bar.max() >= len(bars):  # The last note rounds up onto a bar line that nothing else needs.
        last = bars.rows[-1:].copy()
        last["start"] += last["length"]
        bars = Bars(np.concatenate([bars.rows, last]))
    drum = role == Role.DRUMS
    number = pitch + np.where(drum, v.DRUM_BASE, shift + v.SHIFT)
    order = bar * v.BAR_KEY + (position << 15) + _ROLE_KEY.take(role) + number
    length = v.duration_class(duration * (v.TICKS / score.ticks_per_quarter))
    # The place in the piece, the longest first; tracks are in order, which a stable sort uses.
    index = np.argsort(order << 6 | v.NO_DURATION - length, kind="stable")
    sorted_order = order.take(index)
    index = index[np.append(True, sorted_order[1:] != sorted_order[:-1])]
    columns = (order, position, role, number, np.where(drum, v.NO_DURATION, length))
    kept = (column.take(index) for column in (*columns, v.velocity_class(velocity)))
    return _Placed(*kept), bars


def _chords(score: Score, bars: Bars, lengths: Ints, roles: Sequence[Bytes], shift: int) -> _Placed:
    quarter = score.ticks_per_quarter
    starts, ends, bar, is_half = chord_slots(bars, quarter)
    chords = estimate_chords(score, starts, ends, bar_start=~is_half, roles=roles)
    number = v.CHORD_BASE + transpose_chord(chords, shift).astype(np.int64)
    position = np.rint((starts - bars.rows["start"][bar]) * (v.TICKS / quarter)).astype(np.int64)
    kept = (position < lengths[bar]) & ~(is_half & (position == 0))
    order = bar * v.BAR_KEY + (position << 15) + _CHORD_KEY + number
    return _Placed(order[kept], position[kept], v.CHORD, number[kept], v.NO_DURATION, v.NO_VELOCITY)


def _marks(bars: int) -> _Placed:
    """The bar lines with END on the last, the ends of the sketches, and START."""
    line = np.arange(bars + 1) * v.BAR_KEY
    order = np.concatenate([line, line[:-1] + (2 << 22), [-1]])
    position = np.repeat([v.BAR, v.END, v.SEP, v.START], [bars, 1, bars, 1])
    return _Placed(order, position, *v.marker(v.BAR)[1:])


def _line_up(*parts: _Placed) -> v.Events:
    """Put notes, chords and markers into their one order."""
    order = np.concatenate([part.order for part in parts])
    events = np.empty(len(order), v.EVENT)
    at = 0
    for part in parts:
        rows = events[at : at + len(part.order)]
        for name, column in zip(v.FIELDS, part[1:], strict=True):
            rows[name] = column
        at += len(rows)
    # `take`, because indexing records with brackets is some fifty times slower.
    return events.take(np.argsort(order, kind="stable"))


def _plan(notes: _Placed, bars: Bars, lengths: Ints) -> Rows:
    count = len(bars)
    plan = np.zeros(count, PLAN)
    for name in ("start", "numerator", "denominator"):
        plan[name] = bars.rows[name]
    plan["length"] = lengths
    bar = notes.order // v.BAR_KEY
    cells = np.bincount(bar * v.ROLES + notes.role, minlength=count * v.ROLES)
    counts = cells.reshape(count, v.ROLES)
    plan["counts"] = counts
    total = counts.sum(1)
    plan["loudness"] = _mean_step(bar, notes.velocity, total)
    height = np.where(notes.role == Role.DRUMS, 0.0, (notes.pitch - (v.SHIFT + 40)) / 5)
    plan["register"] = _mean_step(bar, height, total - counts[:, Role.DRUMS])
    return plan


def _mean_step(bar: Ints, value: npt.ArrayLike, notes: Ints) -> npt.NDArray[np.float64]:
    """The mean of a value in every bar, of which so many notes have one, in whole steps."""
    mean = np.bincount(bar, value, len(notes)) / np.maximum(notes, 1)
    steps: npt.NDArray[np.float64] = np.clip(np.floor(mean), 0, STEPS - 1)
    return steps


def _programs(score: Score, roles: Sequence[Bytes]) -> dict[Role, int]:
    """Per role the program that plays most of its notes."""
    weight = np.zeros((len(Role), 128), np.int64)
    for track, role in zip(score.tracks, roles, strict=True):
        weight[:, track.program] += np.bincount(role, minlength=len(Role))
    most: list[int] = weight.argmax(axis=1).tolist()
    heard = set(np.flatnonzero(weight.sum(axis=1)).tolist())
    return {
        role: most[role] if role is not Role.DRUMS else DEFAULT_PROGRAM[role]
        for role in Role
        if role in heard
    }
