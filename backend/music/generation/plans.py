"""Plans in and out: what a request's plan fixes in the rows, and a finished piece's plan."""

from collections import defaultdict
from collections.abc import Collection

import numpy as np

from backend.music.events import vocabulary as v
from backend.music.events.encoded import EncodedScore
from backend.music.generation.assignment import Assignment
from backend.music.generation.repeats import Repeats, repeated
from backend.music.generation.requests.plan import Plan, PlanBar
from backend.music.score import Role
from backend.music.score.score import Rows
from backend.music.theory import chord_name, transpose_chord


def imposed(rows: Rows, plan: Plan | None) -> Rows:
    """The rows with everything that the plan says about its bars."""
    rows = rows.copy()
    for row, bar in zip(rows, plan.bars if plan is not None else (), strict=False):
        for again in bar.repeats or ():
            if again.part < v.ROLES:
                row["counts"][again.part] = rows[again.bar]["counts"][again.part]
        for role, count in bar.notes:
            row["counts"][role] = count
        for name in ("register", "loudness"):
            if getattr(bar, name) is not None:
                row[name] = getattr(bar, name)
    return rows


def roles_named(plan: Plan | None) -> frozenset[Role]:
    """The roles that a plan lets play in some bar."""
    bars = plan.bars if plan is not None else ()
    return frozenset(role for bar in bars for role, count in bar.notes if count)


def sketch_of(assignment: Assignment) -> v.Events:
    """The chords that an assignment is given, as the events of an otherwise empty piece."""
    events = [v.marker(v.START)]
    for chords in assignment.given.chords:
        events.append(v.marker(v.BAR))
        events += [
            (at, v.CHORD, pitch, v.NO_DURATION, v.NO_VELOCITY)
            for at, pitch in sorted(chords.items())
        ]
        events.append(v.marker(v.SEP))
    return np.array([*events, v.marker(v.END)], v.EVENT)


def plan_of(
    piece: EncodedScore, first: int, last: int, band: Collection[Role], repeats: Repeats | None
) -> Plan:
    """The plan of a finished piece's bars `first` to `last` (excluded), chords as it sounds.

    Submitted again it leaves nothing to the planner. A bar that begins without a chord is left
    open, because no chord cannot be asked for. `repeats` are those that it was written with.
    """
    players = tuple((role, piece.programs[role]) for role in sorted(band) if role in piece.programs)
    chords = _chords(piece)
    bars = []
    for index in range(first, last):
        row = piece.plan[index]
        names = chords[index]
        stated = tuple(names) if names and "N.C." not in names else None
        again = None if repeats is None else repeated(repeats[index], first)
        if again is not None and stated is not None:  # The names of the chords say it all.
            again = tuple(repeat for repeat in again if repeat.part != v.CHORD)
        bars.append(
            PlanBar(
                notes=tuple((role, int(row["counts"][role])) for role, _ in players),
                register=int(row["register"]),
                loudness=int(row["loudness"]),
                chords=stated,
                repeats=again,
            )
        )
    return Plan(tuple(bars), players or None)


def _chords(piece: EncodedScore) -> dict[int, list[str]]:
    """The chord symbols of every bar; one where both halves have the same."""
    bar = np.cumsum(piece.events["position"] == v.BAR) - 1
    is_chord = piece.events["role"] == v.CHORD
    out: dict[int, list[str]] = defaultdict(list)
    numbers = piece.events["pitch"][is_chord].astype(np.int64) - v.CHORD_BASE
    for index, number in zip(bar[is_chord].tolist(), numbers.tolist(), strict=True):
        name = chord_name(transpose_chord(number, -piece.key.to_normal), piece.key)
        if name not in out[index][-1:]:
            out[index].append(name)
    return out
