"""Where a run stands; kept beside its checkpoint, so that a killed run goes on from there."""

import math
from dataclasses import dataclass, field


@dataclass
class RunState:
    """Of a genre's model; `best` in nats per note of held-out songs."""

    update: int = 0
    epoch: int = 0
    batch_of_epoch: int = 0
    seconds: float = 0.0
    events: int = 0
    best: float = math.inf
    best_update: int = 0
    curve: list[dict[str, float]] = field(default_factory=list)
    trained: list[tuple[int, float]] = field(default_factory=list)


@dataclass
class FrameRun:
    """Of a network on a benchmark; `seconds` of processor time, `best` in nats per frame."""

    update: int = 0
    epoch: int = 0
    batch_of_epoch: int = 0
    seconds: float = 0.0
    measured: int = 0
    best: float = math.inf
