"""How much of the tunes of examples is heard."""

from collections.abc import Sequence

import numpy as np

from backend.music.hearing.chooser import Chooser
from backend.music.hearing.network import Floats
from backend.music.hearing.tune import tune
from backend.music.training.hearing.tune_batches import Lesson


def measured(chooser: Chooser, lessons: Sequence[Lesson]) -> Floats:
    """(lessons,) the F1 of the onsets of each tune, within 50 ms and of the pitch played."""
    found = []
    for one in lessons:
        line = tune(one.notes, chooser.choose(one.clues.astype(np.float32)))
        found.append(2 * float(one.tune[line].sum()) / max(len(line) + one.length, 1))
    return np.array(found, np.float32)
