"""Ranking: what the candidates of one request are compared by, and their order."""

from collections.abc import Sequence
from math import erfc, sqrt
from typing import Any

from backend.music.generation.library import DEVIATION
from backend.music.generation.originality import LIMIT
from backend.music.generation.outcome import Outcome

# What a candidate may win or lose by each score, beside 1 for the most typical likelihood.
ORIGINALITY = 0.5  # for a passage of LIMIT notes or more that a training song has
SEAM = 0.5  # for each deviation by which the music goes on better than in the other candidates
PULL = 0.3  # for each deviation by which the genre's network likes it better than the general one
STYLE = 1.5  # for being certainly of its genre in the ears of the style scorer


def typical(nats_per_note: float, mean: float, deviation: float) -> float:
    """How usual a likelihood is among real songs: the share that lies farther from their mean."""
    return erfc(abs(nats_per_note - mean) / (deviation * sqrt(2)))


def ranked(outcomes: Sequence[Outcome]) -> tuple[Outcome, ...]:
    """Best first: who has more of what was asked, then who is the better music by the scores."""
    seams = [o.scores["seam"] for o in outcomes if o.scores["seam"] is not None]
    usual = sum(seams) / len(seams) if seams else 0.0
    return tuple(sorted(outcomes, key=lambda o: (-o.scores["asked"], -_merit(o.scores, usual))))


def _merit(scores: dict[str, Any], usual_seam: float) -> float:
    merit = float(scores["typical"])
    if scores["originality"] is not None:
        merit -= ORIGINALITY * min(scores["originality"] / LIMIT, 1)
    if scores["seam"] is not None:
        merit += SEAM * (usual_seam - scores["seam"]) / DEVIATION
    if scores["pull"] is not None:
        merit += PULL * scores["pull"] / DEVIATION
    if scores["style"] is not None:
        merit += STYLE * scores["style"]
    return merit
