"""What the training of a network on a published benchmark can be told."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FrameSettings:
    """How one network is trained.

    `minutes` of processor time, or `updates` if that is sooner (0: it is not); `steps`: frames
    before the gradient is cut; `shift`: semitones a training piece is transposed by at most;
    `stay`: the share that is not; `ema`: of the weights.
    """

    minutes: float
    updates: int = 0
    units: int = 256
    dropout: float = 0.4
    input_dropout: float = 0.2
    batch: int = 16
    steps: int = 128
    shift: int = 6
    stay: float = 0.3
    learning_rate: float = 2e-3
    final_share: float = 0.02
    warm_up: int = 50
    ema: float = 0.99
    measurements: int = 10
    seed: int = 0
