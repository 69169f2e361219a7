"""Training of the tune's network: batches in, weights out, measured as it goes."""

import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import keras
import numpy as np

from backend.music.hearing.chooser import Chooser
from backend.music.training.hearing.course import Speed, course
from backend.music.training.hearing.examples import TRAINING, example_paths, tuning_apart
from backend.music.training.hearing.tune_batches import Lesson, batch, lesson, lessons
from backend.music.training.hearing.tune_figures import measured
from backend.music.training.hearing.tune_network import UNITS, begin_with, chooser_of, tune_network

_SPEED: Final = Speed(1e-3)
_DECAY: Final = 0.01
_FAMILIES: Final = 0.3  # what a wrong instrument counts beside a wrong note of the tune
_LOOK: Final = 100  # steps after which it is measured, and kept if it was never better


def train(
    folder: Path,
    out: Path,
    *,
    steps: int,
    minutes: float = math.inf,
    begin: Path | None = None,
    size: int = 48,
    units: int = UNITS,
    seed: int = 1,
    on_step: Callable[[int, float], None] = lambda *_: None,
    on_look: Callable[[int, float], None] = lambda *_: None,
) -> Chooser:
    """Learn from the examples in `folder`, and keep the weights that did best on some set apart.

    Args:
        folder: of examples; those that come while it learns are learnt from, too.
        out: a .npz file, written on the way.
        steps: batches, at most.
        minutes: how long it may take.
        begin: weights to go on from; by default it begins anew.
        size: stretches in each batch.
        units: of each LSTM, each way.
        seed: of stretches and weights.
        on_step: is told the step and its loss.
        on_look: is told the step and the mean F1 of the tune in the examples set apart.

    Raises:
        MissingDataError: there are no examples, or none of a band.
        MissingEarError: there are no weights to go on from.
        IncompatibleModelError: they were made by another version, or are of another size.
    """
    keras.utils.set_random_seed(seed)
    rng = np.random.default_rng(seed)
    network = tune_network(units)
    if begin:
        begin_with(network, Chooser.load(begin))
    optimizer = keras.optimizers.AdamW(_SPEED.learning_rate, weight_decay=_DECAY, clipnorm=1.0)
    tune = keras.losses.BinaryCrossentropy(from_logits=True)
    whose = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    network.compile(optimizer, [tune, whose], loss_weights=[1, _FAMILIES], jit_compile=False)
    paths, apart = tuning_apart(example_paths(folder, TRAINING))
    learnt, judged = lessons(paths), lessons(apart)
    read = set(paths)
    best = -1.0

    def look(step: int) -> None:
        nonlocal best
        chooser = chooser_of(network)
        f1 = float(np.mean(measured(chooser, judged or learnt)))
        on_look(step, f1)
        if f1 > best:
            best = f1
            chooser.save(out)
        come = set(tuning_apart(example_paths(folder, TRAINING))[0]) - read
        read.update(come)
        learnt.extend(filter(None, map(lesson, sorted(come))))

    if begin:
        look(0)  # what is gone on from is kept where nothing better comes of it
    for step, rate in course(_SPEED, steps, minutes):
        if step and step % _LOOK == 0:
            look(step)
        optimizer.learning_rate = rate
        on_step(step, _taught(network, learnt, size, rng))
    look(step + 1)
    return Chooser.load(out)


def _taught(
    network: keras.Model, learnt: Sequence[Lesson], size: int, rng: np.random.Generator
) -> float:
    """One step; the loss."""
    given = batch([learnt[i] for i in rng.integers(len(learnt), size=size)], rng)
    weights = given.weights / given.weights.mean()
    losses = network.train_on_batch(
        [given.clues, given.there], [given.tune[..., None], given.families], [weights, weights]
    )
    return float(losses[0])
