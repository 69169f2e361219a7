"""The drums' network while it learns; what it has learnt is written for `hearing.drums`."""

from typing import Any, Final

import keras
import numpy as np
from keras import layers, ops

from backend.music.hearing.drums import DILATIONS, SCALE, DrumEar
from backend.music.hearing.kit import KIT
from backend.music.hearing.network import Floats
from backend.music.hearing.spectra import BANDS

CHANNELS: Final = 64
_WIDE: Final = (5, 16)  # frames and bands of a kernel, channels
_NARROW: Final = (3, 16)
_HARD: Final = 0.5  # what a wrong velocity counts beside a wrong hit
_EVEN: Final = 1e-3  # added to a variance


def drum_network(channels: int = CHANNELS) -> keras.Model:
    """Levels (n, frames, BANDS) in, (n, frames, 2 · KIT) of 0…1 out; see `hearing.drums`."""
    given = layers.Input((None, BANDS))
    over = layers.Reshape((-1, BANDS, 1))(layers.Rescaling(1 / SCALE)(given))
    for name, (size, out) in (("wide", _WIDE), ("narrow", _NARROW)):
        over = layers.Conv2D(out, size, (1, 2), "same", use_bias=False, name=name)(over)
        over = layers.ReLU()(_evened(name)(over))
    flat = layers.Reshape((-1, BANDS // 4 * _NARROW[1]))(over)
    line = layers.Dense(channels, use_bias=False, name="mixed")(flat)
    line = layers.ReLU()(_evened("mixed")(line))
    for index, dilation in enumerate(DILATIONS):
        name = f"block_{index}"
        heard = layers.Conv1D(
            channels, 3, padding="same", dilation_rate=dilation, use_bias=False, name=name
        )(line)
        line = layers.Add()([line, layers.ReLU()(_evened(name)(heard))])
    answer = layers.Dense(2 * len(KIT), activation="sigmoid", name="answer")(line)
    return keras.Model(given, answer)


def loss(wanted: Any, found: Any) -> Any:
    """How unlikely the hits were, and how far off the velocities of those that there are."""
    drums = len(KIT)
    hard, sure = wanted[..., drums:], found[..., :drums]
    missed = ops.mean(keras.losses.binary_crossentropy(wanted[..., :drums], sure))
    struck = ops.cast(hard > 0, "float32")
    off = ops.sum(struck * (hard - found[..., drums:]) ** 2) / (ops.sum(struck) + 1)
    return missed * drums + _HARD * off


def drum_ear(network: keras.Model, thresholds: Floats) -> DrumEar:
    """What a network has learnt, each normalisation folded into the convolution before it."""

    def folded(name: str) -> tuple[Floats, Floats]:
        (kernel,) = network.get_layer(name).get_weights()
        scale, shift, mean, variance = network.get_layer(f"{name}_even").get_weights()
        scale = scale / np.sqrt(variance + _EVEN)
        return kernel * scale, shift - mean * scale

    wide, narrow, mixed = (folded(name) for name in ("wide", "narrow", "mixed"))
    blocks = [folded(f"block_{index}") for index in range(len(DILATIONS))]
    channels = mixed[0].shape[1]
    answer, answer_bias = network.get_layer("answer").get_weights()
    return DrumEar(
        *wide, *narrow, *mixed,
        blocks=np.stack([kernel.reshape(-1, channels) for kernel, _ in blocks]),
        block_biases=np.stack([bias for _, bias in blocks]),
        answer=answer, answer_bias=answer_bias, thresholds=thresholds,
    )  # fmt: skip


def _evened(name: str) -> layers.Layer:
    return layers.BatchNormalization(epsilon=_EVEN, momentum=0.98, name=f"{name}_even")
