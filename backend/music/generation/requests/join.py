"""One more player beside those that are there."""

from dataclasses import dataclass

from backend.music.errors import BadRequestError
from backend.music.generation.requests.request import Request


@dataclass(frozen=True)
class JoinRequest(Request):
    """A new track with what `role` (such as "strings") plays in a piece that stays as it is.

    It plays from `first_bar` to `last_bar` (from 1, inclusive; None: to the end) on the General
    MIDI `program` (None: the role's own); `energy` is about these bars.
    """

    role: str
    program: int | None = None
    first_bar: int = 1
    last_bar: int | None = None
    energy: tuple[float, ...] | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.last_bar is not None and self.last_bar < self.first_bar:
            raise BadRequestError(
                f"“last_bar” ({self.last_bar}) must not lie before “first_bar” ({self.first_bar})."
            )
