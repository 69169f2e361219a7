"""Pace: how fast a network learns on its way through a run."""

import math
from typing import Protocol


class Paced(Protocol):
    """What settings say about it: see `settings.TrainSettings`."""

    @property
    def learning_rate(self) -> float:
        """The highest."""

    @property
    def warm_up(self) -> int:
        """Updates until it is reached."""

    @property
    def final_share(self) -> float:
        """The share of it that is left in the end."""


def learning_rate(settings: Paced, update: int, done: float) -> float:
    """The rate of an update when the share `done` of the run is behind us: half a cosine down."""
    cosine = 0.5 + 0.5 * math.cos(math.pi * done)
    pace = settings.final_share + (1 - settings.final_share) * cosine
    return settings.learning_rate * pace * min(1.0, (update + 1) / settings.warm_up)
