"""Loops: how the bands of a genre's songs go round in two bars, as rhythms that await their notes.

A loop has the places, lengths and loudness of what a band plays again and again, and which drums it
strikes, but no pitches: those are drawn under the chords of the piece it is laid over.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from backend.music.events import vocabulary as v
from backend.music.generation.assignment import Event
from backend.music.score import Role
from backend.music.score.score import Rows

LOOPS = "loops.npz"
BAR = 4 * v.TICKS  # Loops are in bars of four quarters.
LENGTH = 2  # bars
FILL = 8  # Drums are free in the last of so many bars.
BLOCK = 4  # bars in which a player plays or rests
# One row a note; `song` and `bar` say whose it is, and in which bar of the loop.
LOOP = np.dtype([("song", "<u2"), ("bar", "u1"), *((name, "<u2") for name in v.FIELDS)])


@dataclass(frozen=True)
class Loop:
    """One song's: events by role and bar, in order, and who plays each role."""

    events: Mapping[Role, Sequence[Sequence[Event]]]
    programs: Mapping[Role, int]


@dataclass(frozen=True)
class Loops:
    """All loops of a genre: `notes` (LOOP) in order, and `programs` (songs, roles)."""

    notes: Rows
    programs: npt.NDArray[np.uint8]

    @classmethod
    def load(cls, path: Path) -> "Loops | None":
        """Read the loops of a bundle; None if it has none."""
        if not path.exists():
            return None
        with np.load(path) as data:
            return cls(data["notes"], data["programs"])

    def save(self, path: Path) -> None:
        """Write them."""
        np.savez_compressed(path, notes=self.notes, programs=self.programs)

    @cached_property
    def songs(self) -> list[Loop]:
        """Song by song."""
        return [self._song(int(song)) for song in np.unique(self.notes["song"])]

    def _song(self, song: int) -> Loop:
        mine = self.notes[self.notes["song"] == song]
        events: dict[Role, list[list[Event]]] = {}
        for row in mine:
            bars = events.setdefault(Role(int(row["role"])), [[] for _ in range(LENGTH)])
            bars[int(row["bar"])].append(tuple(int(row[name]) for name in v.FIELDS))  # type: ignore[arg-type]
        return Loop(events, {role: int(self.programs[song, role]) for role in events})


@dataclass(frozen=True)
class Laid:
    """A loop over a piece: its `rows` and `programs`, and per bar the notes that await pitches."""

    rows: Rows
    programs: dict[Role, int]
    outlined: list[list[Event]]


def lay(
    loop: Loop, rows: Rows, programs: Mapping[Role, int], kept: frozenset[Role], named: bool
) -> Laid:
    """Lay a loop over the planned bars of a band.

    A player of the loop rests where the plan has that player rest for most of four bars. Players
    that the loop lacks are left out, unless they were `named` by whoever asked.
    """
    rows = rows.copy()
    counts = rows["counts"]
    players = {r: p for r, p in loop.programs.items() if r not in kept}
    if named:
        players = {r: programs[r] for r in players if r in programs}
    fits = (rows["length"] == BAR) & counts.any(axis=1)
    outlined: list[list[Event]] = [[] for _ in rows]
    for role in players:
        rests = _rests(counts[:, role]) if role in programs else np.zeros(len(rows), np.bool_)
        for bar in np.flatnonzero(fits).tolist():
            own = loop.events[role][bar % LENGTH]
            free = role is Role.DRUMS and bar % FILL == FILL - 1 and counts[bar, role]
            if rests[bar]:
                counts[bar, role] = 0
            elif not free:
                counts[bar, role] = len(own)
                outlined[bar] += own
    if not named:
        for role in Role:
            if role not in players and role not in kept:
                counts[:, role] = 0
    everybody = {**programs, **players}
    order = [sorted(bar, key=_place) for bar in outlined]
    return Laid(rows, {r: p for r, p in everybody.items() if counts[:, r].any()}, order)


def _rests(counts: npt.NDArray[np.generic]) -> npt.NDArray[np.bool_]:
    rests = np.zeros(len(counts), np.bool_)
    for first in range(0, len(counts), BLOCK):
        rests[first : first + BLOCK] = (counts[first : first + BLOCK] == 0).mean() > 0.5
    return rests


def _place(event: Event) -> tuple[int, int, int]:
    return event[0], int(v.ORDER[event[1]]), event[2]
