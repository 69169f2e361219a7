"""What a training run can be told."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TrainSettings:
    """Sizes in events; `minutes`, if set, ends the run and paces the learning rate by the clock."""

    batch: int = 96  # songs read side by side
    steps: int = 96  # events of each before the gradient is cut; the state is carried on
    learning_rate: float = 2e-3
    warm_up: int = 150  # updates
    final_share: float = 0.03  # of the learning rate, at the end of its cosine
    epochs: int = 2
    minutes: float | None = None
    patience: int = 4  # measurements without a better one before stopping early
    measure_every: int = 400  # updates
    measure_events: int = 120_000  # of held-out songs, at each measurement
    checkpoint_minutes: float = 4.0
    precision: str = "mixed_bfloat16"  # a fifth to a third faster than float32 on CPUs that have it
    seed: int = 1
    mix: dict[str, float] | None = None  # genre → share of its songs shown per epoch
