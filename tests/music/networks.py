"""Small networks of random weights, as bundles, without Keras."""

import numpy as np

from backend.music.events import FIELDS, SIZES
from backend.music.lstm.bundle import Bundle
from backend.music.lstm.config import NetworkConfig
from backend.music.lstm.inputs import CONDITIONS, COUNTS, LOOKED


def random_bundle(seed: int = 0, units: int = 32, head_units: int = 16) -> Bundle:
    """A network of the shape that `lstm.network` builds."""
    config = NetworkConfig(units=units, head_units=head_units)
    rng = np.random.default_rng(seed)
    weights = {}

    def add(name: str, *shape: int) -> None:
        weights[name] = rng.normal(0, 0.3, shape).astype(np.float32)

    for field in FIELDS:
        add(f"embed_{field}/0", SIZES[field], config.embedding[field])
    for name, size in CONDITIONS.items():
        add(f"embed_{name}/0", size, config.condition_embedding[name])
    width = sum(config.embedding.values()) * (1 + LOOKED)
    width += sum(config.condition_embedding.values()) + COUNTS
    add("join/0", width, units)
    add("join/1", units)
    for layer in ("lstm_1", "lstm_2"):
        add(f"{layer}/0", units, 4 * units)
        add(f"{layer}/1", units, 4 * units)
        add(f"{layer}/2", 4 * units)
    for layer in ("norm_1", "norm_2"):
        add(f"{layer}/0", units)
        add(f"{layer}/1", units)
    for index, field in enumerate(FIELDS):
        add(f"hidden_{field}/0", units, head_units)
        add(f"hidden_{field}/1", head_units)
        for earlier in FIELDS[:index]:
            add(f"{field}_after_{earlier}/0", SIZES[earlier], head_units)
        add(f"head_{field}/0", head_units, SIZES[field])
        add(f"head_{field}/1", SIZES[field])
    return Bundle("test", {}, config, weights)
