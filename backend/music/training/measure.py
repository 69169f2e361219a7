"""Measure: how well a network in training foresees held-out songs, and its weights by now."""

from collections.abc import Sequence
from typing import Any

import keras
import numpy as np

from backend.music.events import FIELDS
from backend.music.lstm.bundle import Weights
from backend.music.lstm.network import carry
from backend.music.training.feeder import Song, batches


def weights_of(network: keras.Model) -> Weights:
    """The weights of a network as a bundle has them: "layer/number" → float32 array."""
    return {
        f"{layer.name}/{i}": np.asarray(keras.ops.convert_to_numpy(variable), np.float32)
        for layer in network.layers
        for i, variable in enumerate(layer.trainable_variables)
    }


def measure(
    network: keras.Model, songs: Sequence[Song], batch: int, steps: int, events: int
) -> dict[str, float]:
    """Nats per note on songs, in total and per field, over about `events` events."""
    totals = dict.fromkeys(FIELDS, 0.0)
    notes = 0.0
    seen = 0.0
    for inputs, targets, weights in batches(songs, batch, steps, None):
        carry(network, inputs.pop("keep"))
        logits = network.predict_on_batch(inputs)
        for f in FIELDS:
            totals[f] += float((_nats(logits[f], targets[f]) * weights[f]).sum())
        notes += float(((targets["role"] < 13) * weights["pitch"]).sum())
        seen += float(weights["position"].sum())
        if seen >= events:
            break
    per_note = {f: total / max(notes, 1) for f, total in totals.items()}
    return {"total": sum(per_note.values()), **per_note}


def _nats(logits: Any, target: Any) -> Any:
    logits = np.asarray(logits, np.float32)
    logits = logits - logits.max(-1, keepdims=True)
    norm = np.log(np.exp(logits).sum(-1))
    return norm - np.take_along_axis(logits, target[..., None], -1)[..., 0]
