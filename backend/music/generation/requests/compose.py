"""A new piece."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Self

from backend.music.generation.requests.fields import BARS, LIMITS, METRES, Limits, one_of
from backend.music.generation.requests.instruments import Instruments
from backend.music.generation.requests.plan import Plan, read_plan
from backend.music.generation.requests.request import Request
from backend.music.generation.requests.sizes import check_chords, check_plan, metre_numbers
from backend.music.score import Key


@dataclass(frozen=True)
class ComposeRequest(Request):
    """A new piece of `bars` bars.

    `mood` sets mode, tempo, energy and register where they are not given; `energy` are points
    0–100 spread over the piece, `register` 0–100 how high it lies; `chords` is a progression such
    as "| Dm7 G7 | Cmaj7 |" that repeats to the end; `plan` fixes bars (see `plan.Plan`).
    """

    limits: ClassVar[Limits] = {**LIMITS, "bars": BARS}
    bars: int = 16
    key: Key | None = None
    tempo: float | None = None
    metre: str = "4/4"
    instruments: Instruments | None = None
    mood: str | None = None
    energy: tuple[float, ...] | None = None
    register: int | None = None
    chords: str | None = None
    plan: Plan | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        one_of("metre", self.metre, METRES)
        check_chords(self.chords, self.numerator_denominator)
        check_plan(self.plan, self.bars)

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> Self:
        """Read a request; without `bars` a piece is as long as its plan."""
        if data.get("bars") is None and data.get("plan") is not None:
            data = {**data, "bars": max(len(read_plan(data["plan"]).bars), 4)}
        return super().from_json(data)

    @property
    def numerator_denominator(self) -> tuple[int, int]:
        """The metre as two numbers."""
        return metre_numbers(self.metre)
