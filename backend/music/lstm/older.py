"""Older bundles, from before recall, as if they had learnt nothing from it.

To be deleted as soon as every shipped model has been trained with recall.
"""

from typing import Any

import numpy as np

from backend.music.events import FIELDS
from backend.music.lstm.config import NetworkConfig
from backend.music.lstm.inputs import CONDITIONS, COUNTS, LOOKBACKS

_NAME = "recall"


def lacks_recall(config: dict[str, Any]) -> bool:
    """Whether a bundle's config is from before recall."""
    return _NAME not in config["conditions"]


def with_recall(config: dict[str, Any]) -> dict[str, Any]:
    """The config as it would be now."""
    network = dict(config["network"])
    usual = NetworkConfig().condition_embedding[_NAME]
    network["condition_embedding"] = {**network["condition_embedding"], _NAME: usual}
    return {**config, "conditions": CONDITIONS, "network": network}


def without_effect(weights: dict[str, Any]) -> None:
    """Add an embedding of zeros, and zero rows to the joining layer for what is recalled."""
    usual = NetworkConfig().condition_embedding[_NAME]
    weights[f"embed_{_NAME}/0"] = np.zeros((CONDITIONS[_NAME], usual), np.float32)
    join = weights["join/0"]
    event = sum(weights[f"embed_{field}/0"].shape[1] for field in FIELDS)
    looked, rest = (1 + len(LOOKBACKS)) * event, len(join) - COUNTS
    zeros = np.zeros((event + usual, join.shape[1]), np.float32)
    parts = [join[:looked], zeros[:event], join[looked:rest], zeros[event:], join[rest:]]
    weights["join/0"] = np.concatenate(parts)
