"""Some bars of some tracks, written anew."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from backend.music.errors import BadRequestError
from backend.music.generation.requests.plan import Plan
from backend.music.generation.requests.request import Request


@dataclass(frozen=True)
class RegenerateRequest(Request):
    """Bars `first_bar` to `last_bar` (from 1, inclusive) of `tracks` (None: all) written anew.

    `energy`, `chords` and `plan` are about these bars; everything else stays as it is.
    """

    first_bar: int
    last_bar: int
    tracks: tuple[int, ...] | None = None
    energy: tuple[float, ...] | None = None
    chords: str | None = None
    plan: Plan | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.last_bar < self.first_bar:
            raise BadRequestError(
                f"“last_bar” ({self.last_bar}) must not lie before “first_bar” ({self.first_bar})."
            )


@dataclass(frozen=True)
class RerollRequest(Request):
    """The melody of the `copied_bars` of an originality record, written anew."""

    record: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.record.get("copied_bars"):
            raise BadRequestError("“record” names no copied bars. There is nothing to write anew.")
