"""Score → events: quantise, transpose to the normal key, name chords and roles, plan each bar."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from backend.music.events import vocabulary as v
from backend.music.events.encoded import PLAN, STEPS, EncodedScore
from backend.music.events.grid import grid_bars, grid_lengths
from backend.music.score import DEFAULT_PROGRAM, Bars, Key, Role, Score
from backend.music.score.score import Rows
from backend.music.theory import (
    assign_roles,
    chord_slots,
    estimate_chords,
    estimate_key,
    transpose_chord,
)
from backend.music.theory.pitched import PitchedNotes, joined, pitched_notes

if TYPE_CHECKING:
    from backend.music.events.laying import Laid

Ints = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]

# What a role adds to the sort key of its notes: its section, and its place at one position.
_SECTION = np.full(v.ROLES, 3)
_SECTION[Role.MELODY] = 1
_ROLE_KEY = _SECTION << 22 | v.ORDER[: v.ROLES] << 10
_NOBODY = np.zeros(0, np.uint8)


def encode(
    score: Score, *, key: Key | None = None, roles: list[Bytes] | None = None
) -> EncodedScore:
    """Turn a score into events from START to END.

    Notes of equal role, pitch and grid tick become one (the longest). `key` and `roles` (one
    Role number a note, a list entry a track) are estimated when not given.
    """
    pitched = pitched_notes(score)
    key = key or estimate_key(score, pitched)[0]
    roles = roles if roles is not None else assign_roles(score, pitched)
    bars = grid_bars(score)
    notes = _laid(score, bars, roles, key.to_normal)
    if len(notes.order) and notes.order[-1] >= len(bars) * v.BAR_KEY:
        bars = _with_another(bars)  # for a last note that rounds up onto its bar line
    lengths = grid_lengths(bars, score.ticks_per_quarter)
    chords = _chords(score, pitched, roles, bars, lengths, key.to_normal)
    return EncodedScore(
        events=_lined_up(notes, chords, len(bars)),
        plan=_plan(notes, bars, lengths),
        key=key,
        bpm=score.bpm,
        programs=_programs(score, roles),
        ticks_per_quarter=score.ticks_per_quarter,
    )


def _laid(score: Score, bars: Bars, roles: Sequence[Bytes], shift: int) -> "Laid":
    from backend.music.events.laying import lay

    quarter = score.ticks_per_quarter
    return lay(
        joined([track.notes for track in score.tracks]),
        np.concatenate([_NOBODY, *roles]),
        bars.rows["start"].astype(np.int64),
        grid_lengths(bars, quarter),
        v.TICKS / quarter,
        shift,
        _ROLE_KEY,
        v.HALF_TICK_CLASS,
        v.VELOCITY_CLASS,
    )


def _with_another(bars: Bars) -> Bars:
    last = bars.rows[-1:].copy()
    last["start"] += last["length"]
    return Bars(np.concatenate([bars.rows, last]))


def _chords(
    score: Score,
    pitched: PitchedNotes,
    roles: Sequence[Bytes],
    bars: Bars,
    lengths: Ints,
    shift: int,
) -> Ints:
    """(3, n): the bar, the grid tick and the number of each chord."""
    from backend.music.events.laying import place_chords

    quarter = score.ticks_per_quarter
    starts, ends, bar, is_half = chord_slots(bars, quarter)
    chords = estimate_chords(score, starts, ends, ~is_half, roles, pitched)
    chords = transpose_chord(chords, shift)
    return place_chords(chords, starts - bars.rows["start"][bar], bar, lengths, v.TICKS / quarter)


def _lined_up(notes: "Laid", chords: Ints, bars: int) -> v.Events:
    from backend.music.events.laying import line_up

    events = np.empty(len(notes.order) + chords.shape[1] + 2 * bars + 2, v.EVENT)
    line_up(events, notes, chords, bars)
    return events


def _plan(notes: "Laid", bars: Bars, lengths: Ints) -> Rows:
    from backend.music.events.laying import bar_sums

    plan = np.zeros(len(bars), PLAN)
    for name in ("start", "numerator", "denominator"):
        plan[name] = bars.rows[name]
    plan["length"] = lengths
    counts, means = bar_sums(notes, len(bars), v.ROLES, v.SHIFT + 40)
    plan["counts"] = counts
    plan["register"], plan["loudness"] = np.clip(np.floor(means), 0, STEPS - 1)
    return plan


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
