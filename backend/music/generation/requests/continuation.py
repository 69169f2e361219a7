"""More of a piece that is there."""

from dataclasses import dataclass

from backend.music.generation.requests.instruments import Instruments
from backend.music.generation.requests.plan import Plan
from backend.music.generation.requests.request import Request
from backend.music.generation.requests.sizes import check_plan


@dataclass(frozen=True)
class ContinueRequest(Request):
    """`bars` more bars in the source's key, tempo and metre; the band too unless it is given.

    `energy`, `chords` and `plan` are about the new bars.
    """

    bars: int = 8
    instruments: Instruments | None = None
    energy: tuple[float, ...] | None = None
    chords: str | None = None
    plan: Plan | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        check_plan(self.plan, self.bars)
