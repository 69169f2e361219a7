"""A new band for a piece that is there."""

from dataclasses import dataclass, field

from backend.music.generation.requests.instruments import Instruments
from backend.music.generation.requests.plan import Plan
from backend.music.generation.requests.request import Request


@dataclass(frozen=True)
class RestyleRequest(Request):
    """The piece in another genre: `strength` 0 (unchanged) to 100, `keep` from LOCKS.

    `instruments` is the band of the new parts.
    """

    strength: int = 60
    keep: frozenset[str] = field(default_factory=lambda: frozenset({"melody"}))
    instruments: Instruments | None = None
    energy: tuple[float, ...] | None = None
    plan: Plan | None = None
