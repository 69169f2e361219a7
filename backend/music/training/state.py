"""Where a run stands; kept beside its checkpoint, so that a killed run goes on from there."""

import math
from dataclasses import dataclass, field


@dataclass
class Run:
    """Of any network: how much of its training is done, and the least nats that it came to."""

    update: int = 0
    epoch: int = 0
    batch_of_epoch: int = 0
    seconds: float = 0.0
    best: float = math.inf


@dataclass
class RunState(Run):
    """Of a genre's model; `best` in nats per note of held-out songs."""

    events: int = 0
    best_update: int = 0
    curve: list[dict[str, float]] = field(default_factory=list)
    trained: list[tuple[int, float]] = field(default_factory=list)


@dataclass
class FrameRun(Run):
    """Of a network on a benchmark; `seconds` of processor time, `best` in nats per frame."""

    measured: int = 0
