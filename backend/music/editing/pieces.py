"""Pieces of a time line, and where each is laid."""

from dataclasses import dataclass

from backend.music.editing.edit import LAST_TICK


@dataclass(frozen=True)
class Piece:
    """From tick `start` to `stop` (None: to the end); a `silent` one is as long, without music."""

    start: int
    stop: int | None
    silent: bool = False

    def ends(self) -> int:
        """Its end; for one without an end a tick behind all others."""
        return LAST_TICK if self.stop is None else self.stop


Laid = list[tuple[Piece, int]]  # each piece with the tick at which it begins now
