"""Bands: how many notes a bar each part plays, in real songs of a genre and in what we write.

A bar is four quarters here, so that songs in 3/4 or 6/8 compare with songs in 4/4.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from backend.music.evaluation.material import Material
from backend.music.score import Role

BAR = 48  # grid ticks
TOLERANCE = 0.3  # A band is a band if every part plays within ± 30 % of what real ones play.
FEWEST_REAL = 5  # Parts in fewer real songs than this are not compared.


@dataclass(frozen=True)
class Part:
    """A role over pieces that have it: in which share of them, with how many notes per bar."""

    share: float
    notes: float
    pieces: int


@dataclass(frozen=True)
class Row:
    """A role in real songs and in written ones; `ratio` written ÷ real, None where either lacks."""

    role: str
    real: Part
    written: Part
    ratio: float | None

    @property
    def fits(self) -> bool | None:
        """Whether the ratio lies within the tolerance; None if there is none."""
        return None if self.ratio is None else abs(self.ratio - 1) <= TOLERANCE

    def to_json(self) -> dict[str, Any]:
        """The row as plain data."""
        return {**asdict(self), "fits": self.fits}


def parts_of(pieces: Sequence[Material]) -> dict[Role, Part]:
    """Notes per bar of each role: the mean over the pieces that have it, silent bars counted."""
    found: dict[Role, Part] = {}
    per_piece = np.array(
        [np.bincount(p.role, minlength=len(Role)) * BAR / max(p.lengths.sum(), 1) for p in pieces]
    ).reshape(-1, len(Role))
    for role in Role:
        rates = per_piece[:, role]
        rates = rates[rates > 0]
        if len(rates):
            found[role] = Part(len(rates) / len(pieces), float(rates.mean()), len(rates))
    return found


def compare(real: Mapping[Role, Part], written: Mapping[Role, Part]) -> list[Row]:
    """One row for each role that either side has."""
    nobody = Part(0.0, 0.0, 0)
    rows = []
    for role in Role:
        before, after = real.get(role, nobody), written.get(role, nobody)
        if before.pieces or after.pieces:
            comparable = before.pieces >= FEWEST_REAL and after.pieces > 0
            ratio = after.notes / before.notes if comparable else None
            rows.append(Row(role.label, before, after, ratio))
    return rows
