"""Counting: the small histograms and rates that descriptions of music are made of."""

import numpy as np
import numpy.typing as npt

from backend.music.style.material import Integers, Material

Floats = npt.NDArray[np.float64]

SLOTS = 16  # A bar of any metre is looked at in sixteen parts, sixteenths in 4/4.
QUARTER = 12  # grid ticks


def share(mask: npt.NDArray[np.bool_]) -> float:
    """How much of a mask is true; 0 of an empty one."""
    return float(mask.mean()) if len(mask) else 0.0


def mean(values: npt.NDArray[np.generic]) -> float:
    """The mean, 0 of nothing."""
    return float(values.mean()) if len(values) else 0.0


def spread(values: npt.NDArray[np.generic]) -> float:
    """The standard deviation, 0 of nothing."""
    return float(values.std()) if len(values) else 0.0


def histogram(values: Integers, size: int, weights: Floats | None = None) -> Floats:
    """(size,) shares of the values 0 … size − 1 (those beyond are left out); 0 of nothing."""
    inside = (values >= 0) & (values < size)
    kept = weights[inside] if weights is not None else None
    counts = np.bincount(values[inside], kept, size).astype(np.float64)
    total = counts.sum()
    return counts / total if total else counts


def binned(values: npt.NDArray[np.generic], edges: tuple[float, ...]) -> Floats:
    """(len(edges) + 1,) shares of the values below, between and from the edges on."""
    return histogram(np.searchsorted(edges, values, side="right"), len(edges) + 1)


def slots(material: Material, chosen: npt.NDArray[np.bool_]) -> Integers:
    """The sixteenth part of the bar, 0–15, that each chosen note begins in."""
    length = np.maximum(material.lengths[material.bar[chosen]], 1)
    return np.minimum(material.position[chosen] * SLOTS // length, SLOTS - 1)


def per_bar(material: Material, chosen: npt.NDArray[np.bool_]) -> Integers:
    """(bars,) how many chosen notes begin in each bar."""
    return np.bincount(material.bar[chosen], minlength=material.bars)


def off_beat(material: Material, chosen: npt.NDArray[np.bool_]) -> float:
    """The share of chosen notes that begin between beats (quarters, dotted ones where compound)."""
    beat = np.where(material.compound[material.bar[chosen]], QUARTER * 3 // 2, QUARTER)
    return share(material.position[chosen] % beat != 0)


def entropy(shares: Floats) -> float:
    """The entropy of shares that sum to 1, in bits."""
    some = shares[shares > 0]
    return float(-(some * np.log2(some)).sum())


def named(prefix: str, values: Floats) -> dict[str, float]:
    """One number after the other, under "prefix 0", "prefix 1" and so on."""
    return {f"{prefix} {i}": float(value) for i, value in enumerate(values)}
