"""The tune's network while it learns; what it has learnt is written for `hearing.chooser`."""

import math
from typing import Any, Final

import keras
from keras import layers

from backend.music.errors import IncompatibleModelError
from backend.music.hearing.chooser import HEADS, Chooser
from backend.music.hearing.clues import CLUES
from backend.music.hearing.network import Floats
from backend.music.training.hearing.tune_batches import FAMILIES

UNITS: Final = 96  # of an LSTM, each way
_DROPPED: Final = 0.25
_DROPPED_LOOKS: Final = 0.1  # of the attention
# The layers that a chooser keeps, and how it calls the parts of each.
_PARTS: Final = {
    **dict.fromkeys(("join", "norm_join", "norm_1", "norm_attention", "norm_2", "head"), ("",)),
    **dict.fromkeys(("lstm_1", "lstm_2"), ("/ahead", "/back")),
    "attention": ("/q", "/k", "/v", "/o"),
}


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
    for name in _PARTS:
        arrays = network.get_layer(name).get_weights()
        if name == "attention":  # its heads lie side by side
            wide = arrays[0].shape[0]
            arrays = [array.reshape((wide, -1) if array.ndim == 3 else -1) for array in arrays]
        found.update(zip(_keys(name, len(arrays)), arrays, strict=True))
    return Chooser(found)


def begin_with(network: keras.Model, chooser: Chooser) -> None:
    """Let a network go on from what an earlier one has learnt; only families begin anew.

    Raises:
        IncompatibleModelError: that one was of another size.
    """
    for name in _PARTS:
        layer = network.get_layer(name)
        shapes = [array.shape for array in layer.get_weights()]
        learnt = [chooser.weights[key] for key in _keys(name, len(shapes))]
        if [array.size for array in learnt] != [math.prod(shape) for shape in shapes]:
            raise IncompatibleModelError(
                "The weights to go on from are of another size. Begin anew, without them."
            )
        layer.set_weights([a.reshape(shape) for a, shape in zip(learnt, shapes, strict=True)])


def _keys(name: str, count: int) -> list[str]:
    """What the `count` arrays of a layer are called by a chooser."""
    parts = _PARTS[name]
    return [f"{name}{part}/{i}" for part in parts for i in range(count // len(parts))]


def _both_ways(name: str, units: int) -> layers.Layer:
    return layers.Bidirectional(layers.LSTM(units, return_sequences=True), name=name)


def _added(name: str, x: Any, more: Any) -> Any:
    return layers.LayerNormalization(name=name)(layers.Add()([x, more]))
