"""Bands: how many notes a bar each part plays, in real songs of a genre and in what we write.

A bar is four quarters here, so that songs in 3/4 or 6/8 compare with songs in 4/4.
"""

from collections.abc import Hashable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from backend.music.score import Role
from backend.music.style.material import Material

BAR = 48  # grid ticks
TOLERANCE = 0.3  # A band is a band if every part plays within ± 30 % of what real ones play.
FEWEST = 30  # Parts in fewer pieces than this are not compared: chance would speak for them.


@dataclass(frozen=True)
class Part:
    """A role over pieces that have it: in which share of them, with how many notes per bar.

    `error` is the standard error of `notes`; pieces made from one song count as one draw.
    """

    share: float
    notes: float
    error: float
    pieces: int


NOBODY = Part(0.0, 0.0, 0.0, 0)


@dataclass(frozen=True)
class Row:
    """A role in whole real songs, in excerpts of them as long as what we write, and in that.

    `ratio` is written ÷ excerpts, None where either is too rare or the part was kept as it was;
    `error` is its standard error.
    """

    role: str
    songs: Part
    real: Part
    written: Part
    ratio: float | None
    error: float | None

    @property
    def fits(self) -> bool | None:
        """Whether the ratio lies within the tolerance; None if there is none."""
        return None if self.ratio is None else abs(self.ratio - 1) <= TOLERANCE

    def to_json(self) -> dict[str, Any]:
        """The row as plain data."""
        return {**asdict(self), "fits": self.fits}


def parts_of(
    pieces: Sequence[Material], songs: Sequence[Hashable] | None = None
) -> dict[Role, Part]:
    """Notes per bar of each role: the mean over the pieces that have it, silent bars counted.

    `songs` names the song that each piece comes from; None if each has its own.
    """
    order = {song: i for i, song in enumerate(dict.fromkeys(songs or ()))}
    origin = np.array([order[s] for s in songs] if songs else np.arange(len(pieces)), np.int64)
    found: dict[Role, Part] = {}
    per_piece = np.array(
        [np.bincount(p.role, minlength=len(Role)) * BAR / max(p.lengths.sum(), 1) for p in pieces]
    ).reshape(-1, len(Role))
    for role in Role:
        rates = per_piece[:, role]
        have = rates > 0
        rates = rates[have]
        if len(rates):
            strays = np.bincount(origin[have], rates - rates.mean())  # summed song by song
            error = float(np.sqrt((strays**2).sum())) / len(rates)
            found[role] = Part(len(rates) / len(pieces), float(rates.mean()), error, len(rates))
    return found


def compare(
    songs: Sequence[Material],
    excerpts: Sequence[Material],
    written: Sequence[Material],
    kept: frozenset[Role] = frozenset(),
    origins: tuple[Sequence[Hashable] | None, Sequence[Hashable] | None] = (None, None),
) -> list[Row]:
    """One row for each role that any of them has; `kept` are roles that were not written.

    `origins` are the songs of `excerpts` and of `written`, as `parts_of` takes them.
    """
    whole, real, ours = (
        parts_of(songs),
        parts_of(excerpts, origins[0]),
        parts_of(written, origins[1]),
    )
    rows = []
    for role in Role:
        if role in whole or role in ours:
            before, after = real.get(role, NOBODY), ours.get(role, NOBODY)
            comparable = min(before.pieces, after.pieces) >= FEWEST and role not in kept
            ratio = after.notes / before.notes if comparable else None
            error = (
                ratio * float(np.hypot(after.error / after.notes, before.error / before.notes))
                if ratio
                else None
            )
            rows.append(Row(role.label, whole.get(role, NOBODY), before, after, ratio, error))
    return rows
