"""Training of the drums' network: batches in, weights and thresholds out, measured as it goes."""

import math
from collections.abc import Callable
from pathlib import Path
from typing import Final

import keras
import numpy as np

from backend.music.evaluation.drumming import Tally
from backend.music.hearing.drums import DrumEar
from backend.music.hearing.kit import KIT
from backend.music.training.hearing.course import Speed, course
from backend.music.training.hearing.drum_batches import batches
from backend.music.training.hearing.drum_figures import measured, tuned
from backend.music.training.hearing.drum_network import CHANNELS, drum_ear, drum_network, loss
from backend.music.training.hearing.examples import TRAINING, example_paths, tuning_apart

_SPEED: Final = Speed(2e-3)
_LOOK: Final = 500  # steps after which the weights are written
_LIKELY: Final = 0.35  # threshold of a drum that no example has


def train(
    folder: Path,
    out: Path,
    *,
    steps: int,
    minutes: float = math.inf,
    batch: int = 12,
    channels: int = CHANNELS,
    seed: int = 1,
    on_step: Callable[[int, float], None] = lambda *_: None,
    on_look: Callable[[int, dict[str, Tally]], None] = lambda *_: None,
) -> DrumEar:
    """Learn from the examples in `folder` and write the weights, also on the way.

    Args:
        folder: of examples; those that come while it learns are learnt from, too.
        out: a .npz file.
        steps: batches, at most.
        minutes: how long it may take.
        batch: pieces in each batch.
        channels: of the network.
        seed: of pieces and weights.
        on_step: is told the step and its loss.
        on_look: is told the step and what is heard of the examples that thresholds are chosen by.

    Raises:
        MissingDataError: there are no examples.
    """
    keras.utils.set_random_seed(seed)
    network = drum_network(channels)
    optimizer = keras.optimizers.Adam(_SPEED.learning_rate, clipnorm=1.0)
    network.compile(optimizer, loss, jit_compile=False)
    source = batches(folder, batch, np.random.default_rng(seed))

    def look(step: int) -> DrumEar:
        apart = tuning_apart(example_paths(folder, TRAINING))[1]
        ear = tuned(drum_ear(network, np.full(len(KIT), _LIKELY, np.float32)), apart)
        ear.save(out)
        on_look(step, measured(ear, apart))
        return ear

    for step, rate in course(_SPEED, steps, minutes):
        if step and step % _LOOK == 0:
            look(step)
        optimizer.learning_rate = rate
        on_step(step, float(network.train_on_batch(*next(source))))
    return look(step + 1)
