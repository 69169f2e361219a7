"""Generation: the planner, the sampler and the engine that composes and restyles."""

from backend.music.generation.engine import Engine, ModelCard, label_of
from backend.music.generation.outcome import Outcome, Progress
from backend.music.generation.requests import (
    BARS,
    LOCKS,
    METRES,
    TEMPO,
    ComposeRequest,
    RestyleRequest,
    instruments_from_text,
    read_instruments,
    role_named,
)

__all__ = [
    "BARS",
    "LOCKS",
    "METRES",
    "TEMPO",
    "ComposeRequest",
    "Engine",
    "ModelCard",
    "Outcome",
    "Progress",
    "RestyleRequest",
    "instruments_from_text",
    "label_of",
    "read_instruments",
    "role_named",
]
