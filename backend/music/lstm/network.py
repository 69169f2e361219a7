"""The Keras network: two LSTM layers over compound events, five heads in a chain.

The recipe: every input is an embedding, joined by one linear layer (so that the runtime may fold it
into a table); h = LN(x + LSTM(x) + LSTM(LN(LSTM(x)))); each head sees h and the fields of the next
event that were already chosen.
"""

from typing import Any

import keras
from keras import layers

from backend.music.events import FIELDS, SIZES
from backend.music.lstm.carried import lstm
from backend.music.lstm.config import NetworkConfig
from backend.music.lstm.inputs import CONDITIONS, COUNTS, LOOKED


def build_network(
    config: NetworkConfig, batch: int, steps: int | None, carried: bool
) -> keras.Model:
    """Build the network.

    Inputs: `events` (batch, steps, 5), `targets` (the same one step later, for the chain of heads),
    `looked` (batch, steps, 4 × 5), `conditions` (batch, steps, 12), all int32; `counts` (batch,
    steps, 39) float32. `carried` networks keep their state from batch to batch.
    Outputs: one logits tensor (batch, steps, size) a field, in the order of FIELDS.
    """
    shape = (steps,)
    integers = {
        "events": len(FIELDS),
        "targets": len(FIELDS),
        "looked": LOOKED * len(FIELDS),
        "conditions": len(CONDITIONS),
    }
    inputs = {
        name: layers.Input((*shape, size), batch, dtype="int32", name=name)
        for name, size in integers.items()
    }
    inputs["counts"] = layers.Input((*shape, COUNTS), batch, dtype="float32", name="counts")

    field_embeddings = {
        f: layers.Embedding(SIZES[f], config.embedding[f], name=f"embed_{f}") for f in FIELDS
    }
    parts = []
    for source, offset in (("events", 0), *(("looked", i * 5) for i in range(LOOKED))):
        parts += [
            field_embeddings[f](inputs[source][:, :, offset + i]) for i, f in enumerate(FIELDS)
        ]
    parts += [
        layers.Embedding(size, config.condition_embedding[name], name=f"embed_{name}")(
            inputs["conditions"][:, :, i]
        )
        for i, (name, size) in enumerate(CONDITIONS.items())
    ]
    parts.append(inputs["counts"])
    joined = layers.Dropout(config.dropout / 2)(layers.Concatenate()(parts))
    x = layers.Dense(config.units, name="join")(joined)

    first, second = (lstm(config.units, carried, name) for name in ("lstm_1", "lstm_2"))
    a = first(x)
    b = second(layers.Dropout(config.dropout)(layers.LayerNormalization(name="norm_1")(a)))
    h = layers.LayerNormalization(name="norm_2")(layers.Add()([x, a, b]))
    h = layers.Dropout(config.dropout)(h)

    outputs = {}
    chosen: list[Any] = []
    for f in FIELDS:
        hidden = layers.Dense(config.head_units, name=f"hidden_{f}")(h)
        for j, earlier in enumerate(chosen):
            seen = layers.Embedding(SIZES[earlier], config.head_units, name=f"{f}_after_{earlier}")
            hidden = layers.Add()([hidden, seen(inputs["targets"][:, :, j])])
        hidden = layers.Activation("relu")(hidden)
        outputs[f] = layers.Dense(SIZES[f], dtype="float32", name=f"head_{f}")(hidden)
        chosen.append(f)
    return keras.Model(inputs, outputs, name="cadenza")


def carried_states(network: keras.Model) -> list[Any]:
    """The variables with h and c of both layers; most backends do not count them as weights."""
    return [s for name in ("lstm_1", "lstm_2") for s in network.get_layer(name).states]


def carry(network: keras.Model, keep: Any) -> None:
    """Before a batch: keep the state of rows where `keep` (batch, 1) is 1, else forget it."""
    for state in carried_states(network):
        state.assign(state * keep)
