"""Ablations: the same songs read with one of the network's inputs hidden, to see what it is worth.

The network was trained with all of them, so that hiding one shows how much it leans on it; a
network trained without would do a little better than that.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from backend.music.evaluation.likelihood import Nats, network_nats
from backend.music.lstm.inputs import LOOKBACKS, SongInputs
from backend.music.lstm.runtime import Runtime
from backend.music.training.feeder import Song

Hide = Callable[[SongInputs], SongInputs]


def without_plan(inputs: SongInputs) -> SongInputs:
    """No notes planned and none owed."""
    nothing = np.zeros_like(inputs.planned)
    return replace(inputs, planned=nothing, owed=nothing)


def without_lookback(inputs: SongInputs) -> SongInputs:
    """The bars looked back at are not there, as in the first bar."""
    looked = inputs.looked.copy()
    looked[:, : len(LOOKBACKS)] = 0
    return replace(inputs, looked=looked)


def without_recall(inputs: SongInputs) -> SongInputs:
    """Nothing is ever recalled."""
    looked, conditions = inputs.looked.copy(), inputs.conditions.copy()
    looked[:, -1], conditions[:, -1] = 0, 0
    return replace(inputs, looked=looked, conditions=conditions)


HIDDEN: dict[str, Hide] = {
    "without the plan": without_plan,
    "without the bars looked back at": without_lookback,
    "without recall": without_recall,
}


def ablated_nats(runtime: Runtime, songs: Sequence[Song]) -> dict[str, Nats]:
    """Nats per note with each of HIDDEN hidden."""
    return {
        name: network_nats(runtime, [replace(song, inputs=hide(song.inputs)) for song in songs])
        for name, hide in HIDDEN.items()
    }
