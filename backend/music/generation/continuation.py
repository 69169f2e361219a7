"""Continue: a piece that is there and new bars behind it."""

from dataclasses import dataclass, replace

import numpy as np

from backend.music.events import vocabulary as v
from backend.music.generation.assignment import Assignment, Given, Voices
from backend.music.generation.blended import Plans
from backend.music.generation.compose import framed, new_track
from backend.music.generation.harmony import CHORD_PULL, Frame, asked_chords
from backend.music.generation.passage import context_from, piece_between, players_of
from backend.music.generation.planner import settle_ending
from backend.music.generation.requests import ContinueRequest
from backend.music.generation.restyle import with_wishes
from backend.music.generation.source import Source
from backend.music.score import CONTROL, DEFAULT_PROGRAM, METRE, TEMPO, Role, Score, Track
from backend.music.score.score import Rows

PHRASES = (16, 8, 4)  # The new bars are as full as so many of the last ones were.
# Controllers that a fade-out or a held pedal leaves behind, and where they belong if never used.
_VOLUME, _EXPRESSION, _PEDAL = 7, 11, 64
_STEADY = 0.03  # A last tempo that is off by more than this share was a slowing down.


@dataclass(frozen=True)
class Continuation:
    """An assignment whose piece has `before` bars of the source and then the new ones.

    `first` is the number of the first new bar in the result, from 0; `usual` its rows without
    energy; `asked` its chords.
    """

    assignment: Assignment
    before: int
    first: int
    usual: Rows
    asked: Frame


def prepare(
    request: ContinueRequest, seed: int, source: Source, planner: Plans, voices: Voices
) -> Continuation:
    """Decide everything that the seed decides before the first note."""
    rng = np.random.default_rng((seed, 0))
    piece = source.piece
    old = piece.plan[: 1 + int(np.flatnonzero(piece.plan["counts"].any(axis=1))[-1])]
    usual, programs = _more(request, old, source, planner, rng)
    new, programs = with_wishes(usual, programs, request.energy, request.plan, frozenset())
    settle_ending(new, frozenset())
    start = context_from(len(old))
    rows = np.concatenate([old[start:], new])
    before = len(old) - start
    asked = asked_chords(request.chords, request.plan, new, piece.key)
    chords, fixed = piece_between(piece, start, len(old))
    free = np.zeros((len(rows), v.ROLES), bool)
    free[before:, [int(r) for r in programs]] = True
    last = framed([{}, *asked], np.concatenate([new[:1], new]), piece.key.minor)[1:]
    at = int(new["start"][0])
    assignment = Assignment(
        voices=voices,
        blank=replace(piece, events=np.zeros(0, v.EVENT), plan=rows, programs=programs),
        given=Given(free, [*chords, *last], [*fixed, *([] for _ in new)]),
        must=frozenset(r for r in programs if new["counts"][:, r].any()),
        conductor=replace(_on_time(source.score, new, at), tracks=()),
        parts=_parts(source, programs, at, int(old["start"][-PHRASES[0] :][0])),
        seed=seed,
        temperature=request.temperature,
        top_p=request.top_p,
        chord_pull=CHORD_PULL if any(asked) else 0.0,
    )
    return Continuation(assignment, before, len(old), usual, asked)


def _more(
    request: ContinueRequest,
    old: Rows,
    source: Source,
    planner: Plans,
    rng: np.random.Generator,
) -> tuple[Rows, dict[Role, int]]:
    """The new bars: as full as the last phrases were, in whole bars of the last metre."""
    last = old[-1]
    whole = int(last["numerator"]) * 4 * v.TICKS // int(last["denominator"])
    length = whole if whole <= v.LONGEST_BAR else int(last["length"])
    sounding = old[old["counts"].any(axis=1)]
    phrase = next((p for p in PHRASES if p <= len(sounding)), len(sounding))
    model = sounding[-phrase:]
    rows = model[np.arange(request.bars) % len(model)].copy()
    scaled = rows["counts"] * (length / rows["length"].astype(np.float64))[:, None]
    rows["counts"] = np.maximum(np.rint(scaled), rows["counts"] > 0)
    rows["length"], rows["numerator"], rows["denominator"] = (
        length, last["numerator"], last["denominator"],
    )  # fmt: skip
    quarter = source.piece.ticks_per_quarter
    old_length = round(int(last["length"]) * quarter / v.TICKS)
    ticks = round(length * quarter / v.TICKS)
    rows["start"] = int(last["start"]) + old_length + ticks * np.arange(request.bars)
    programs = dict(source.piece.programs)
    if request.instruments is not None:
        programs = {role: programs.get(role, p) for role, p in request.instruments}
        metre = (int(last["numerator"]), int(last["denominator"]))
        band = planner.compose(
            request.bars, metre, frozenset(programs), source.piece.key.minor, rng
        )
        for role in Role:
            if role not in programs:
                rows["counts"][:, role] = 0
            elif not rows["counts"][:, role].any():
                rows["counts"][:, role] = band.rows["counts"][:, role]
    return rows, programs


def _on_time(score: Score, new: Rows, at: int) -> Score:
    """The source's conductor, going on behind it in its usual tempo and its last metre."""
    out = score
    if len(score.tempos):
        spans = np.diff(np.append(np.minimum(score.tempos["tick"], at), at))
        order = np.argsort(score.tempos["bpm"])
        middle = int(np.searchsorted(np.cumsum(spans[order]), spans.sum() / 2))
        usual = float(score.tempos["bpm"][order[min(middle, len(order) - 1)]])
        before = score.tempos[score.tempos["tick"] < at]
        steady = len(before) and abs(before["bpm"][-1] / usual - 1) < _STEADY
        ahead = [] if steady else [(at, usual)]
        out = replace(out, tempos=np.concatenate([before, np.array(ahead, TEMPO)]))
    if len(score.metres):
        metres = score.metres[score.metres["tick"] < at]
        end = int(new["start"][0])
        numerator, denominator = int(new["numerator"][0]), int(new["denominator"][0])
        stated = (
            (int(metres["numerator"][-1]), int(metres["denominator"][-1])) if len(metres) else ()
        )
        if stated != (numerator, denominator):
            metres = np.concatenate([metres, np.array([(end, numerator, denominator)], METRE)])
        out = replace(out, metres=metres)
    return out


def _parts(
    source: Source, programs: dict[Role, int], at: int, lately: int
) -> list[tuple[Track, frozenset[Role]]]:
    """The source's tracks, each going on with its roles, and new ones for roles it lacks.

    Of several players of a role it is the one with most notes since the tick `lately`.
    """
    recent = [
        roles[track.notes["onset"] >= lately]
        for track, roles in zip(source.score.tracks, source.roles, strict=True)
    ]
    players = {**players_of(source.roles), **players_of(recent)}
    parts = []
    for number, track in enumerate(source.score.tracks):
        goes_on = frozenset(r for r in programs if players.get(r) == number)
        parts.append((_settled(track, at) if goes_on else track, goes_on))
    for role in sorted(set(programs) - set(players)):
        program = programs.get(role, DEFAULT_PROGRAM[role])
        parts.append((new_track(role, program), frozenset({role})))
    return parts


def _settled(track: Track, at: int) -> Track:
    """A track with its fades, pedal and bends put back before it goes on."""
    controls = track.controls
    rows: list[tuple[int, int, int]] = []
    for number in (_VOLUME, _EXPRESSION):
        values = controls["value"][controls["number"] == number]
        if len(values) and values[-1] < np.median(values):
            rows.append((at, number, int(np.median(values))))
    pedal = controls["value"][controls["number"] == _PEDAL]
    if len(pedal) and pedal[-1] >= 64:
        rows.append((at, _PEDAL, 0))
    early = controls[controls["tick"] <= at]
    bends = track.bends[track.bends["tick"] <= at]
    if len(bends) and bends["value"][-1]:
        still = bends[-1:].copy()
        still["tick"], still["value"] = at, 0
        bends = np.concatenate([bends, still])
    return replace(track, controls=np.concatenate([early, np.array(rows, CONTROL)]), bends=bends)
