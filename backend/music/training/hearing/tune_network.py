"""The tune's network while it learns; what it has learnt is written for `hearing.chooser`."""

from typing import Any, Final

import keras
import numpy as np
from keras import layers

from backend.music.hearing.chooser import HEADS, Chooser
from backend.music.hearing.clues import CLUES
from backend.music.hearing.network import Floats
from backend.music.training.hearing.tune_batches import FAMILIES

UNITS: Final = 96  # of an LSTM, each way
_DROPPED: Final = 0.25
_DROPPED_LOOKS: Final = 0.1  # of the attention


def tune_network(units: int = UNITS) -> keras.Model:
    """Clues (n, notes, CLUES) and which notes are there (n, notes) in; two tables of logits out.

    One, (n, notes, 1), is whether a note is of the tune; the other, (n, notes, FAMILIES), whose
    instrument plays it. The second is only learnt so that the first LSTM tells players apart.
    """
    given, there = layers.Input((None, CLUES)), layers.Input((None,), dtype="bool")
    x = layers.LayerNormalization(name="norm_join")(layers.Dense(2 * units, name="join")(given))
    x = layers.Dropout(_DROPPED)(layers.Activation("gelu")(x))
    x = _added("norm_1", x, _both_ways("lstm_1", units)(x, mask=there))
    whose = layers.Dense(FAMILIES, name="families")(x)
    look = layers.MultiHeadAttention(
        HEADS, 2 * units // HEADS, dropout=_DROPPED_LOOKS, name="attention"
    )
    x = _added("norm_attention", x, look(x, x, attention_mask=layers.Reshape((1, -1))(there)))
    x = _added("norm_2", x, _both_ways("lstm_2", units)(x, mask=there))
    return keras.Model(
        [given, there], [layers.Dense(1, name="head")(layers.Dropout(_DROPPED)(x)), whose]
    )


def chooser_of(network: keras.Model) -> Chooser:
    """What a network has learnt."""
    found: dict[str, Floats] = {}

    def keep(name: str, *arrays: np.ndarray) -> None:
        found.update({f"{name}/{i}": array for i, array in enumerate(arrays)})

    for name in ("join", "norm_join", "norm_1", "norm_attention", "norm_2", "head"):
        keep(name, *network.get_layer(name).get_weights())
    for name in ("lstm_1", "lstm_2"):
        arrays = network.get_layer(name).get_weights()
        keep(f"{name}/ahead", *arrays[:3])
        keep(f"{name}/back", *arrays[3:])
    arrays = network.get_layer("attention").get_weights()
    wide = arrays[0].shape[0]
    for part, kernel, bias in zip("qkvo", arrays[::2], arrays[1::2], strict=True):
        keep(f"attention/{part}", kernel.reshape(wide, wide), bias.reshape(wide))
    return Chooser(found)


def _both_ways(name: str, units: int) -> layers.Layer:
    return layers.Bidirectional(layers.LSTM(units, return_sequences=True), name=name)


def _added(name: str, x: Any, more: Any) -> Any:
    return layers.LayerNormalization(name=name)(layers.Add()([x, more]))
