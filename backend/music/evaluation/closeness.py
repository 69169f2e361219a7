"""Closeness: three numbers that music has and its imitations miss, as the literature measures them.

After muspy and the Multitrack Music Transformer (ICASSP 2023, table 3). Being close to real music
counts, not being high.
"""

from collections.abc import Sequence

import numpy as np

from backend.music.evaluation.counting import Floats, entropy, histogram
from backend.music.evaluation.material import Material
from backend.music.score import Role

MEASURES = ("pitch-class entropy", "scale consistency", "groove consistency")
_MAJOR = (0, 2, 4, 5, 7, 9, 11)
_SCALES = np.array([[(p - tonic) % 12 in _MAJOR for p in range(12)] for tonic in range(12)])
_STEPS = 48  # a 4/4 bar in grid ticks
_DRAWS = 400  # pairs of groups of real pieces


def closeness(material: Material) -> dict[str, float]:
    """Entropy of the pitch classes in bits; the other two are shares.

    Scale consistency is the share of notes in the best major scale (natural minor has the same
    notes); groove consistency one minus the share of a bar's 48 steps at which it has an onset and
    the next bar has none, or the reverse. Bars of other lengths count by their own ticks.
    """
    classes = histogram(material.pitch[material.role != Role.DRUMS] % 12, 12)
    scale = float((_SCALES @ classes).max())
    return dict(zip(MEASURES, (entropy(classes), scale, _groove(material)), strict=True))


def _groove(material: Material) -> float:
    onsets = np.zeros((material.bars, max(_STEPS, int(material.lengths.max(initial=0)))), np.bool_)
    onsets[material.bar, material.position] = True
    same = material.lengths[1:] == material.lengths[:-1]
    if not same.any():
        return 1.0
    differing = (onsets[1:] != onsets[:-1]).sum(axis=1)[same]
    return 1.0 - float((differing / material.lengths[1:][same]).mean())


def mean_closeness(pieces: Sequence[Material]) -> dict[str, float]:
    """The mean of each measure over pieces."""
    rows = [closeness(piece) for piece in pieces]
    return {name: float(np.mean([row[name] for row in rows])) for name in MEASURES}


def spreads(pieces: Sequence[Material], size: int, seed: int = 0) -> dict[str, float]:
    """How far the means of two groups of real pieces lie apart by chance, per measure.

    The 95th percentile over draws of two groups without a piece in common, of `size` pieces each or
    half of all.
    """
    rows = [closeness(piece) for piece in pieces]
    table = np.array([[row[name] for name in MEASURES] for row in rows])
    size = max(min(size, len(rows) // 2), 1)
    rng = np.random.default_rng(seed)
    apart = []
    for _ in range(_DRAWS):
        order = rng.permutation(len(rows))
        first, second = table[order[:size]], table[order[size : 2 * size]]
        apart.append(np.abs(first.mean(axis=0) - second.mean(axis=0)))
    found = np.percentile(apart, 95, axis=0)
    return {name: float(value) for name, value in zip(MEASURES, found, strict=True)}


def overlaps(pieces: Sequence[Material], others: Sequence[Material]) -> dict[str, float]:
    """Per measure how far the distributions of two sets of pieces overlap, 0…1.

    After Yang and Lerch (2020): the area under both densities. Two sets of real pieces say what can
    be reached at most.
    """
    rows, more = [closeness(p) for p in pieces], [closeness(p) for p in others]
    return {
        name: _overlap(np.array([r[name] for r in rows]), np.array([r[name] for r in more]))
        for name in MEASURES
    }


def _overlap(a: Floats, b: Floats) -> float:
    """The overlap of two kernel density estimates (Gaussian, Silverman's width)."""
    low, high = min(a.min(), b.min()), max(a.max(), b.max())
    margin = 0.5 * (high - low) + 1e-9
    grid = np.linspace(low - margin, high + margin, 400)
    both = np.minimum(_density(a, grid), _density(b, grid))
    return float(min(both.sum() * (grid[1] - grid[0]), 1.0))


def _density(values: Floats, grid: Floats) -> Floats:
    width = 1.06 * values.std() * len(values) ** -0.2
    width = max(float(width), float(grid[1] - grid[0]))
    scaled = (grid[:, None] - values[None, :]) / width
    density: Floats = np.exp(-0.5 * scaled**2).mean(axis=1) / (width * np.sqrt(2 * np.pi))
    return density
