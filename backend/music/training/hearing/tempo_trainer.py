"""Training of what hears tempo: how examples repeat themselves in, the length of a beat out."""

import math
from collections.abc import Callable
from pathlib import Path
from typing import Final

import keras
import numpy as np
import numpy.typing as npt
from keras import layers

from backend.music.hearing.network import Floats
from backend.music.hearing.tempo import BEATS, CURVES, LAGS, OCTAVE, TempoEar
from backend.music.training.hearing.course import Speed, course
from backend.music.training.hearing.examples import TRAINING, example_paths, tuning_apart
from backend.music.training.hearing.tempo_figures import measured
from backend.music.training.hearing.tempo_lessons import tempos

_SPEED: Final = Speed(2e-3)
_DECAY: Final = 0.02
_UNITS: Final = 96
_DROPPED: Final = (0.3, 0.4)  # of what is given, of the units
_BLUR: Final = 0.7  # places by which a beat's length may be wrong
_MOVED: Final = 4  # places by which an example is made faster or slower, at most
_NOISE: Final = 0.02
_DEAF: Final = 0.1  # share of the curves that are left out
_LOOK: Final = 250  # steps after which it is measured


def train(
    folder: Path,
    out: Path,
    *,
    steps: int,
    minutes: float = math.inf,
    size: int = 96,
    seed: int = 1,
    on_step: Callable[[int, float], None] = lambda *_: None,
    on_look: Callable[[int, float], None] = lambda *_: None,
) -> TempoEar:
    """Learn from the examples in `folder` and write the weights.

    Args:
        folder: of examples.
        out: a .npz file.
        steps: batches, at most.
        minutes: how long it may take.
        size: examples in each batch.
        seed: of examples and weights.
        on_step: is told the step and its loss.
        on_look: is told the step and the share of the examples set apart whose tempo is right.

    Raises:
        MissingDataError: there are no examples, or none of one tempo.
    """
    keras.utils.set_random_seed(seed)
    rng = np.random.default_rng(seed)
    network = tempo_network()
    optimizer = keras.optimizers.AdamW(_SPEED.learning_rate, weight_decay=_DECAY)
    network.compile(optimizer, "categorical_crossentropy", jit_compile=False)
    paths, apart = tuning_apart(example_paths(folder, TRAINING))
    learnt, judged = tempos(paths), tempos(apart)
    repeated = np.stack([one.repeated for one in learnt])
    bpm = np.array([one.bpm for one in learnt])
    for step, rate in course(_SPEED, steps, minutes):
        if step and step % _LOOK == 0:
            on_look(step, measured(tempo_ear(network), judged or learnt).right)
        optimizer.learning_rate = rate
        chosen = rng.integers(len(learnt), size=size)
        moved = rng.integers(-_MOVED, _MOVED + 1, size)
        given = _altered(repeated[chosen], moved, rng)
        meant = _meant(bpm[chosen] * 2 ** (moved / OCTAVE))
        on_step(step, float(network.train_on_batch(given, meant)))
    ear = tempo_ear(network)
    ear.save(out)
    return ear


def tempo_network(units: int = _UNITS) -> keras.Model:
    """(n, LAGS, CURVES) in, (n, BEATS) out."""
    given = layers.Input((len(LAGS), CURVES))
    x = layers.Dropout(_DROPPED[0])(layers.Flatten()(given))
    x = layers.Dropout(_DROPPED[1])(layers.Dense(units, activation="relu", name="hidden")(x))
    return keras.Model(given, layers.Dense(len(BEATS), activation="softmax", name="answer")(x))


def tempo_ear(network: keras.Model) -> TempoEar:
    """What a network has learnt."""
    return TempoEar(
        *network.get_layer("hidden").get_weights(), *network.get_layer("answer").get_weights()
    )


def _altered(repeated: Floats, moved: npt.NDArray[np.int64], rng: np.random.Generator) -> Floats:
    """Faster by so many places, noisier, and with some curves left out."""
    places = np.clip(np.arange(len(LAGS)) + moved[:, None], 0, len(LAGS) - 1)
    found = np.take_along_axis(repeated, places[..., None], axis=1)
    noisy = found + rng.normal(0, _NOISE, found.shape)
    deaf = rng.random((len(found), 1, CURVES)) < _DEAF
    return np.asarray(np.where(deaf, 0, noisy), np.float32)


def _meant(bpm: npt.NDArray[np.float64]) -> Floats:
    """(n, BEATS) the shares that an answer should give: a bell around the length of a beat."""
    away = np.log2(BEATS * bpm[:, None] / 60) * OCTAVE
    bell = np.exp(-0.5 * (away / _BLUR) ** 2)
    return np.asarray(bell / np.maximum(bell.sum(axis=1, keepdims=True), 1e-6), np.float32)
