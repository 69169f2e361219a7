"""Generation: the planner, the sampler and the engine with its verbs."""

from backend.music.generation.engine import Engine, ModelCard, label_of
from backend.music.generation.outcome import Outcome, Progress
from backend.music.generation.requests import (
    BARS,
    LIMITS,
    LOCKS,
    METRES,
    MOODS,
    TEMPO,
    ComposeRequest,
    ContinueRequest,
    HarmoniseRequest,
    JoinRequest,
    RegenerateRequest,
    Request,
    RerollRequest,
    RestyleRequest,
    instruments_from_text,
    read_instruments,
    role_named,
)

__all__ = [
    "BARS",
    "LIMITS",
    "LOCKS",
    "METRES",
    "MOODS",
    "TEMPO",
    "ComposeRequest",
    "ContinueRequest",
    "Engine",
    "HarmoniseRequest",
    "JoinRequest",
    "ModelCard",
    "Outcome",
    "Progress",
    "RegenerateRequest",
    "Request",
    "RerollRequest",
    "RestyleRequest",
    "instruments_from_text",
    "label_of",
    "read_instruments",
    "role_named",
]
