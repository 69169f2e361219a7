"""The Keras network for published benchmarks: the same recurrent core, over frames of a piano roll.

As in `network`: two LSTM layers with a residual path and layer norm, h = LN(x + LSTM(x) +
LSTM(LN(LSTM(x)))), then a chain: each note of a frame sees h and the notes already chosen below it.
"""

from dataclasses import dataclass

import keras
import numpy as np
from keras import layers, ops


@dataclass(frozen=True)
class FrameNetworkConfig:
    """Sizes: `told` is the width of what is told about a frame; `references` are followed."""

    pitches: int
    told: int
    references: int
    counts: int
    units: int = 256
    head_units: int = 256
    dropout: float = 0.4
    input_dropout: float = 0.2


def build_frame_network(config: FrameNetworkConfig) -> keras.Model:
    """Build the network.

    Inputs: `told` (batch, frames, told) float32; `below` (batch, notes, pitches) float32; `frame`
    (among all frames of the batch, row after row), `count`, `last` (batch, notes) and `next`
    (batch, notes, references) int32, see `training.frame_inputs.window` and `batch_of`.
    Output: log-probabilities (batch, notes, pitches + 1) of the next higher note of the frame, or
    (the last) of its end; pitches at or below `last` are impossible.
    """
    pitches = config.pitches
    told = layers.Input((None, config.told), name="told")
    below = layers.Input((None, pitches), name="below")
    frame, count, last = (
        layers.Input((None,), dtype="int32", name=name) for name in ("frame", "count", "last")
    )
    follow = layers.Input((None, config.references), dtype="int32", name="next")

    x = layers.Dense(config.units, name="join")(layers.Dropout(config.input_dropout)(told))
    a = layers.LSTM(config.units, return_sequences=True, name="lstm_1")(x)
    normal = layers.LayerNormalization(name="norm_1")(a)
    b = layers.LSTM(config.units, return_sequences=True, name="lstm_2")(
        layers.Dropout(config.dropout)(normal)
    )
    h = layers.LayerNormalization(name="norm_2")(layers.Add()([x, a, b]))
    h = layers.Dense(config.head_units, name="hidden")(layers.Dropout(config.dropout)(h))

    parts = [
        ops.take(ops.reshape(h, (-1, config.head_units)), frame, axis=0),
        layers.Dense(config.head_units, use_bias=False, name="after_below")(below),
        layers.Embedding(config.counts, config.head_units, name="after_count")(count),
        layers.Embedding(pitches + 1, config.head_units, name="after_last")(last),
    ]
    parts += [
        layers.Embedding(2 * (pitches + 1), config.head_units, name=f"follow_{i}")(follow[:, :, i])
        for i in range(config.references)
    ]
    hidden = layers.Dropout(config.dropout)(layers.Activation("relu")(layers.Add()(parts)))
    deeper = layers.Dense(config.head_units, activation="relu", name="deeper")(hidden)
    hidden = layers.Add()([hidden, layers.Dropout(config.dropout)(deeper)])
    logits = layers.Dense(pitches + 1, name="head")(hidden)
    # The end has the index `pitches`, which `last` never exceeds: it is always possible.
    impossible = last[:, :, None] > np.arange(pitches + 1)
    output = ops.log_softmax(ops.where(impossible, -1e9, logits), axis=-1)
    inputs = {"told": told, "below": below, "frame": frame, "count": count, "last": last}
    return keras.Model({**inputs, "next": follow}, output, name="frames")
