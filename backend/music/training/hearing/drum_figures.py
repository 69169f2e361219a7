"""What of the drums is heard in examples, and the thresholds at which that is most."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np

from backend.music.evaluation.drumming import Tally, tallied, tally
from backend.music.hearing.drumming import struck
from backend.music.hearing.drums import DrumEar
from backend.music.hearing.hits import hits
from backend.music.hearing.kit import GROUPS, KIT, places
from backend.music.training.hearing.examples import read_drums

_TRIED: Final = np.arange(0.2, 0.85, 0.025)


def tuned(ear: DrumEar, paths: Sequence[Path]) -> DrumEar:
    """The ear with the thresholds that are best on some examples; as it was where none has any."""
    tallies = [[Tally()] * len(_TRIED) for _ in KIT]
    least = np.full(len(KIT), _TRIED[0], np.float32)
    for path in paths:
        levels, played = read_drums(path)
        found, meant = hits(ear.hear(levels), least), places(played["pitch"])
        for drum, row in enumerate(tallies):
            own, on = found[found["drum"] == drum], played["on"][meant == drum]
            for index, threshold in enumerate(_TRIED):
                one = tally(own["onset"][own["sure"] >= threshold], on)
                row[index] = row[index].plus(one)
    thresholds = ear.thresholds.copy()
    for drum, row in enumerate(tallies):
        if row[0].played:
            thresholds[drum] = _TRIED[int(np.argmax([one.figures["F1"] for one in row]))]
    return replace(ear, thresholds=thresholds)


def measured(ear: DrumEar, paths: Sequence[Path]) -> dict[str, Tally]:
    """By groups of drums, over all examples together that have drums, as a recording has them."""
    whole = dict.fromkeys(GROUPS, Tally())
    for path in paths:
        levels, played = read_drums(path)
        if len(played):
            found = struck(ear, levels)
            one = tallied(found["onset"], found["drum"], played["on"], played["pitch"])
            whole = {group: whole[group].plus(one[group]) for group in GROUPS}
    return whole


def imagined(ear: DrumEar, paths: Sequence[Path]) -> tuple[int, int]:
    """How many examples without drums are given some, and how many have none."""
    given = [
        len(struck(ear, levels)) > 0 for levels, played in map(read_drums, paths) if not len(played)
    ]
    return sum(given), len(given)
