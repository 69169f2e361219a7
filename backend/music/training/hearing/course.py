"""The course of a training by steps or by minutes: how fast each step learns."""

import math
import time
from collections.abc import Iterator
from typing import NamedTuple

from backend.music.training.pace import learning_rate


class Speed(NamedTuple):
    """What `pace.learning_rate` asks for."""

    learning_rate: float
    warm_up: int = 20  # steps
    final_share: float = 1e-3


def course(speed: Speed, steps: int, minutes: float = math.inf) -> Iterator[tuple[int, float]]:
    """Each step and its rate, until all are done or the time is over; one at least."""
    step, done, began = 0, 0.0, time.monotonic()
    while done < 1:
        yield step, learning_rate(speed, step, done)
        step += 1
        done = max(step / steps, (time.monotonic() - began) / (60 * minutes))
