"""Score → events: quantise, transpose to the normal key, name chords and roles, plan each bar."""

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

_PLACED = np.dtype([("bar", "<i8"), ("order", "<i8"), *v.EVENT.descr])


def encode(
    score: Score, *, key: Key | None = None, roles: list[npt.NDArray[np.uint8]] | None = None
) -> EncodedScore:
    """Turn a score into events from START to END.

    Notes of equal role, pitch and grid tick become one (the longest). `key` and `roles` (one
    Role number a note, a list entry a track) are estimated when not given.
    """
    key = key or estimate_key(score)[0]
    roles = roles if roles is not None else assign_roles(score)
    quarter = score.ticks_per_quarter
    bars = grid_bars(score)
    notes, bars = _notes(score, bars, roles, key.to_normal)
    chords = _chords(score, bars, key.to_normal)
    events = _line_up(np.concatenate([notes, chords]), len(bars))
    return EncodedScore(
        events=events,
        plan=_plan(notes, bars, quarter),
        key=key,
        bpm=score.bpm,
        programs=_programs(score, roles),
        ticks_per_quarter=quarter,
    )


def _notes(
    score: Score, bars: Bars, roles: list[npt.NDArray[np.uint8]], shift: int
) -> tuple[Rows, Bars]:
    quarter = score.ticks_per_quarter
    source = np.concatenate([t.notes for t in score.tracks]) if score.tracks else None
    if source is None or not len(source):
        return np.zeros(0, _PLACED), bars
    role = np.concatenate(roles)
    bar, position = place(source["onset"].astype(np.int64), bars, quarter)
    if bar.max() >= len(bars):  # The last note rounds up onto a bar line that nothing else needs.
        last = bars.rows[-1:].copy()
        last["start"] += last["length"]
        bars = Bars(np.concatenate([bars.rows, last]))
    pitch = source["pitch"].astype(np.int64)
    drum = role == Role.DRUMS
    out = np.zeros(len(source), _PLACED)
    out["bar"], out["position"], out["role"] = bar, position, role
    out["pitch"] = np.where(drum, v.DRUM_BASE + pitch, pitch + shift + v.SHIFT)
    length = v.duration_class(source["duration"] * (v.TICKS / quarter))
    out["duration"] = np.where(drum, v.NO_DURATION, length)
    out["velocity"] = v.velocity_class(source["velocity"])
    section = np.where(role == Role.MELODY, 1, 3)
    out["order"] = _order(out, section)
    out = out[np.lexsort((-length, out["order"]))]
    first = np.append(True, np.diff(out["order"]) > 0)
    return out[first], bars


def _order(rows: Rows, section: npt.NDArray[np.int64] | int) -> npt.NDArray[np.int64]:
    """The sort key of `vocabulary.sort_keys`, computed from placed rows."""
    inner = (
        (rows["position"].astype(np.int64) << 15)
        | (v.ORDER[rows["role"]] << 10)
        | rows["pitch"].astype(np.int64)
    )
    keys: npt.NDArray[np.int64] = rows["bar"] * v.BAR_KEY + (section << 22) + inner
    return keys


def _chords(score: Score, bars: Bars, shift: int) -> Rows:
    quarter = score.ticks_per_quarter
    starts, ends, bar, is_half = chord_slots(bars, quarter)
    chords = transpose_chord(estimate_chords(score, starts, ends, bar_start=~is_half), shift)
    position = np.rint((starts - bars.rows["start"][bar]) * (v.TICKS / quarter)).astype(np.int64)
    fits = position < grid_lengths(bars, quarter)[bar]
    out = np.zeros(len(starts), _PLACED)
    out["bar"], out["position"], out["role"] = bar, position, v.CHORD
    out["pitch"] = v.CHORD_BASE + chords.astype(np.int64)
    out["duration"], out["velocity"] = v.NO_DURATION, v.NO_VELOCITY
    out["order"] = _order(out, 1)
    kept: Rows = out[fits & ~(is_half & (position == 0))]
    return kept


def _line_up(placed: Rows, bars: int) -> v.Events:
    """Sort notes and chords and put the markers between them."""
    marks = np.zeros(2 * bars + 2, _PLACED)
    for name, value in zip(v.FIELDS, v.marker(v.BAR), strict=True):
        marks[name] = value
    at = np.arange(bars)
    marks["order"][:bars] = at * v.BAR_KEY
    marks["order"][bars : 2 * bars] = at * v.BAR_KEY + (2 << 22)
    marks["position"][bars : 2 * bars] = v.SEP
    marks["order"][-2:] = bars * v.BAR_KEY, -1
    marks["position"][-2:] = v.END, v.START
    everything = np.concatenate([placed, marks])
    everything = everything[np.argsort(everything["order"], kind="stable")]
    events = np.zeros(len(everything), v.EVENT)
    for name in v.FIELDS:
        events[name] = everything[name]
    return events


def _plan(notes: Rows, bars: Bars, quarter: int) -> Rows:
    count = len(bars)
    plan = np.zeros(count, PLAN)
    for name in ("start", "numerator", "denominator"):
        plan[name] = bars.rows[name]
    plan["length"] = grid_lengths(bars, quarter)
    np.add.at(plan["counts"], (notes["bar"], notes["role"]), 1)
    plan["loudness"] = _mean_step(notes["bar"], notes["velocity"].astype(np.float64), count)
    pitched = notes[notes["role"] != Role.DRUMS]
    height = (pitched["pitch"].astype(np.float64) - v.SHIFT - 40) / 5
    plan["register"] = _mean_step(pitched["bar"], height, count)
    return plan


def _mean_step(
    bar: npt.NDArray[np.int64], value: npt.NDArray[np.float64], count: int
) -> npt.NDArray[np.float64]:
    total = np.bincount(bar, value, count)
    mean = total / np.maximum(np.bincount(bar, minlength=count), 1)
    steps: npt.NDArray[np.float64] = np.clip(np.floor(mean), 0, STEPS - 1)
    return steps


def _programs(score: Score, roles: list[npt.NDArray[np.uint8]]) -> dict[Role, int]:
    """Per role the program that plays most of its notes."""
    weight = np.zeros((len(Role), 128), np.int64)
    for track, role in zip(score.tracks, roles, strict=True):
        weight[:, track.program] += np.bincount(role, minlength=len(Role))
    return {
        role: int(weight[role].argmax()) if role is not Role.DRUMS else DEFAULT_PROGRAM[role]
        for role in Role
        if weight[role].any()
    }
