"""Originality: how much of the training songs is in compositions, beside real songs never seen."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from backend.music.generation.line import Line, line_of
from backend.music.generation.originality import LIMIT, Originality
from backend.music.generation.passages import SHORTEST
from backend.music.score import Role
from backend.music.style.material import Material


def compare(
    index: Originality, real: Sequence[Material], composed: Sequence[Material]
) -> dict[str, Any]:
    """Held-out songs and compositions of the same length, looked up in the training songs.

    Two songs share passages without copying, and a collection holds the same song under two names:
    what real songs reach is the measure of what compositions may.
    """
    return {
        "limit": LIMIT,
        "shortest": SHORTEST,
        "real": _described(index, real),
        "composed": _described(index, composed),
    }


def _described(index: Originality, pieces: Sequence[Material]) -> dict[str, Any]:
    """Over the pieces that have a melody; None where there are none."""
    lines = [line for line in map(_line, pieces) if len(line)]
    records = [index.record_line(line) for line in lines]
    longest = [record["longest"] for record in records]
    share = [record["share_copied"] for record in records]
    return {
        "pieces": len(lines),
        "longest": {"median": _percentile(longest, 50), "p95": _percentile(longest, 95)},
        "share_copied": {"mean": _mean(share), "p95": _percentile(share, 95)},
        "copying": _mean([notes >= LIMIT for notes in longest]),
    }


def _line(material: Material) -> Line:
    melody = material.role == Role.MELODY
    return line_of(material.onset[melody], material.pitch[melody], material.bar[melody])


def _percentile(values: Sequence[float], percent: float) -> float | None:
    """A value that occurs: the one that so many percent do not exceed."""
    if not values:
        return None
    return float(np.percentile(values, percent, method="inverted_cdf"))


def _mean(values: Sequence[float]) -> float | None:
    return float(np.mean(values)) if values else None
