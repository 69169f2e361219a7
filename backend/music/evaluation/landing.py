"""Landing: what likeness and the judge say of restyles, beside their sources and real pieces."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from backend.music.evaluation.judge import Judge
from backend.music.evaluation.restyles import WAYS, Restyled, Trial
from backend.music.score import Score
from backend.music.style.material import Material, material_of_piece, material_of_score
from backend.music.theory.similarity import content, style, style_profile


def summary(
    results: Sequence[Restyled],
    collapsed: Sequence[str],
    judge: Judge,
    profile: npt.NDArray[np.float64],
    target: str,
) -> dict[str, Any]:
    """The table of restyles: a row a way, and the two rows to compare with."""
    rows: dict[str, Any] = {}
    trials = {id(r.trial): r.trial for r in results}
    for name in WAYS:
        some = [r for r in results if r.way == name]
        if some:
            rows[name] = {
                "pieces": len(some),
                "melody_kept": min(r.melody_kept for r in some),
                "content": float(np.mean([r.content for r in some])),
                "style": float(np.mean([r.style for r in some])),
                **_judged(judge, target, [r.trial for r in some], [r.piece for r in some]),
            }
    sources = list(trials.values())
    if sources:
        before = [material_of_piece(t.source.piece) for t in sources]
        others = [material_of_score(t.other) for t in sources]
        rows["unchanged"] = {
            "pieces": len(sources),
            "content": 1.0,
            "style": _mean_style([t.source.score for t in sources], profile),
            **_judged(judge, target, sources, before),
        }
        rows["random real piece"] = {
            "pieces": len(sources),
            "content": float(np.mean([content(t.source.score, t.other) for t in sources])),
            "style": _mean_style([t.other for t in sources], profile),
            **_judged(judge, target, sources, others),
        }
    return {"collapsed": len(collapsed), "faults": list(collapsed), "rows": rows}


def _mean_style(scores: Sequence[Score], profile: npt.NDArray[np.float64]) -> float:
    return float(np.mean([style(style_profile(s), profile) for s in scores]))


def _judged(
    judge: Judge, target: str, trials: Sequence[Trial], pieces: Sequence[Material]
) -> dict[str, Any]:
    """Mean probability of target and source genre, and how many land in one and leave the other."""
    chances = judge.probabilities(pieces)
    best = chances.argmax(axis=1)
    goal = judge.genres.index(target)
    origin = np.array([judge.genres.index(t.genre) for t in trials])
    landed, left = best == goal, best != origin
    return {
        "target_probability": float(chances[:, goal].mean()),
        "source_probability": float(chances[np.arange(len(pieces)), origin].mean()),
        "landed": float(landed.mean()),
        "landed_error": _error(landed),
        "left": float(left.mean()),
        "left_error": _error(left),
    }


def _error(hits: npt.NDArray[np.bool_]) -> float:
    """The standard error of a share of sources, each of which is there once.

    One hit and one miss are added (after Agresti and Coull): 0 of 16 is not certainly never.
    """
    count = len(hits) + 2
    share = (float(hits.sum()) + 1) / count
    return float(np.sqrt(share * (1 - share) / count))
