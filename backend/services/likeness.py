"""Which pieces go well with one, and why, in a listener's words."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from backend.music.theory.portrait import GROUPS

Floats = npt.NDArray[np.float64]


class Near(NamedTuple):
    """One of the pieces compared: its place among them, and what it has in common."""

    place: int
    why: str


class _Trait(NamedTuple):
    """How a group of numbers counts.

    `weight` is its part in the whole distance; `same` is how far apart (largest difference of the
    raw numbers) two pieces may lie that a listener would still call the same in it.
    """

    weight: float
    same: float
    word: str


# Semitone, swing and tempo limits by ear: 4 % of tempo (0.06 octaves) is hardly noticed.
_TRAITS: Final[dict[str, _Trait]] = {
    "tempo": _Trait(1.5, 0.06, "same tempo"),
    "swing": _Trait(1.2, 0.15, "same swing"),
    "metre": _Trait(1.2, 0.01, "same metre"),
    "mode": _Trait(0.8, 0.01, "same mode"),
    "band": _Trait(1.0, 0.5, "same band"),
    "pace": _Trait(0.8, 0.35, "as many notes"),
    "harmony": _Trait(1.0, 0.12, "chords alike"),
    "tune": _Trait(1.0, 0.10, "tunes that move alike"),
}
_COMMON = 0.85  # what more than so many of all pieces share is no reason to hear this one
_REASONS = 2
_SWINGS = 0.2  # from here on a piece is heard to swing


def nearest(wanted: Floats, others: Sequence[Floats] | Floats, count: int) -> list[Near]:
    """The `count` pieces of `others`, (n, SIZE), that lie nearest to `wanted`, (SIZE,), best first.

    Every number is first divided by how much it varies among the pieces, so that none drowns the
    others; then each group counts by its weight, however many numbers it has.
    """
    table = np.asarray(others, np.float64)
    if not len(table):
        return []
    spread = np.vstack([table, wanted]).std(axis=0)
    steps = np.abs(table - wanted)
    scaled = np.divide(steps, spread, out=np.zeros_like(steps), where=spread > 1e-6)
    distance = sum(
        trait.weight * np.minimum((scaled[:, GROUPS[name]] ** 2).mean(axis=1), 9.0)
        for name, trait in _TRAITS.items()
    )
    same = {name: steps[:, GROUPS[name]].max(axis=1) <= t.same for name, t in _TRAITS.items()}
    if wanted[GROUPS["swing"]].max() < _SWINGS:
        del same["swing"]  # nobody says of two straight pieces that their swing is the same
    order = np.argsort(distance, kind="stable")[:count]
    return [Near(int(i), _why(same, int(i), scaled[i])) for i in order]


def _why(same: dict[str, npt.NDArray[np.bool_]], place: int, scaled: Floats) -> str:
    """What is the same in both and not in most others; else what lies nearest."""
    shared = [name for name in same if same[name][place]]
    rare = [name for name in shared if same[name].mean() <= _COMMON] or shared
    if not rare:
        nearest_group = min(_TRAITS, key=lambda name: float(scaled[GROUPS[name]].mean()))
        return f"nearest in {nearest_group}"
    told = sorted(rare, key=lambda name: float(same[name].mean()))[:_REASONS]
    told.sort(key=list(_TRAITS).index)
    return _joined([_TRAITS[name].word for name in told])


def _joined(words: list[str]) -> str:
    """“same tempo” and “same swing” are the “same tempo and swing”."""
    if len(words) == 2 and all(word.startswith("same ") for word in words):
        return f"{words[0]} and {words[1].removeprefix('same ')}"
    return " and ".join(words)
