"""A piece as the network sees it: the event array, its header and its per-bar plan."""

from dataclasses import dataclass, replace

import numpy as np

from backend.music.events.vocabulary import BAR, ROLES, TICKS, Events
from backend.music.score import Key, Role
from backend.music.score.score import Rows

# One row a bar. `start` is in ticks of the score it came from, `length` in grid ticks (1–72);
# `counts` are notes per role, `register` and `loudness` steps of 0–7.
PLAN = np.dtype(
    [
        ("start", "<i4"),
        ("length", "u1"),
        ("numerator", "<i2"),
        ("denominator", "<i2"),
        ("counts", "<u2", (ROLES,)),
        ("register", "u1"),
        ("loudness", "u1"),
    ]
)
STEPS = 8  # of register and loudness

# Tempo is told to the network in steps, evenly spaced in its logarithm from 40 to 240 bpm.
TEMPO_STEPS = 16
_SLOWEST, _FASTEST = 40.0, 240.0


@dataclass(frozen=True)
class EncodedScore:
    """Events in the normal key (C major or A minor) with what is needed to write them out again.

    `events` is (n,) of EVENT from START to END; `plan` (bars,) of PLAN; `programs` maps each
    role to its General MIDI program; `ticks_per_quarter` is the unit of `plan["start"]`.
    """

    events: Events
    plan: Rows
    key: Key
    bpm: float
    programs: dict[Role, int]
    ticks_per_quarter: int

    @property
    def tempo_step(self) -> int:
        """The tempo as the network is told it, 0–15."""
        return tempo_step(self.bpm)


def tempo_step(bpm: float) -> int:
    """The tempo step, 0–15, of a tempo in quarters per minute."""
    share = np.log(max(bpm, 1.0) / _SLOWEST) / np.log(_FASTEST / _SLOWEST)
    return int(np.clip(share * TEMPO_STEPS, 0, TEMPO_STEPS - 1))


def laid_out(rows: Rows, ticks_per_quarter: int) -> Rows:
    """A plan whose bars follow each other from tick 0, in ticks of this resolution."""
    rows = rows.copy()
    lengths = rows["length"].astype(np.int64) * ticks_per_quarter // TICKS
    rows["start"] = np.cumsum(lengths) - lengths
    return rows


def excerpt(piece: EncodedScore, first: int, bars: int) -> EncodedScore:
    """`bars` bars of a piece from bar `first` on, as a piece of its own."""
    lines = np.append(np.flatnonzero(piece.events["position"] == BAR), len(piece.events) - 1)
    last = min(first + bars, len(piece.plan))
    events = np.concatenate(
        [piece.events[:1], piece.events[lines[first] : lines[last]], piece.events[-1:]]
    )
    plan = laid_out(piece.plan[first:last], piece.ticks_per_quarter)
    return replace(piece, events=events, plan=plan)
