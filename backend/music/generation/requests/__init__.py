"""What can be asked of the engine: one dataclass for each verb, and what their fields may be."""

from backend.music.generation.requests.blend import Blend, known_genre
from backend.music.generation.requests.compose import ComposeRequest
from backend.music.generation.requests.continuation import ContinueRequest
from backend.music.generation.requests.fields import BARS, LIMITS, LOCKS, METRES, MOST_SEED, TEMPO
from backend.music.generation.requests.harmonise import HarmoniseRequest
from backend.music.generation.requests.instruments import (
    Instruments,
    instruments_from_text,
    read_instruments,
    role_named,
)
from backend.music.generation.requests.join import JoinRequest
from backend.music.generation.requests.mood import MOODS, Mood
from backend.music.generation.requests.plan import Plan, PlanBar, read_plan, written_plan
from backend.music.generation.requests.regenerate import RegenerateRequest, RerollRequest
from backend.music.generation.requests.request import Request
from backend.music.generation.requests.restyle import RestyleRequest

__all__ = [
    "BARS",
    "LIMITS",
    "LOCKS",
    "METRES",
    "MOODS",
    "MOST_SEED",
    "TEMPO",
    "Blend",
    "ComposeRequest",
    "ContinueRequest",
    "HarmoniseRequest",
    "Instruments",
    "JoinRequest",
    "Mood",
    "Plan",
    "PlanBar",
    "RegenerateRequest",
    "Request",
    "RerollRequest",
    "RestyleRequest",
    "instruments_from_text",
    "known_genre",
    "read_instruments",
    "read_plan",
    "role_named",
    "written_plan",
]
