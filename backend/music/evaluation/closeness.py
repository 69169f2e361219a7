"""Closeness: how far groups of pieces lie apart in the three measures of `style.consistency`.

Being close to real music counts, not being high.
"""

from collections.abc import Sequence

import numpy as np

from backend.music.style.consistency import MEASURES, closeness
from backend.music.style.counting import Floats
from backend.music.style.material import Material

_DRAWS = 400  # pairs of groups of real pieces


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
