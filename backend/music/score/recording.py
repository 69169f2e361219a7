"""A recording beside the notes that were heard in it: a strip of the mixer, and where it plays."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:  # their validation takes a third of a second to load
    from backend.music.score.effects import AnyEffect

SILENT: Final = -1


@dataclass(frozen=True)
class Beside:
    """How a recording is played beside its notes, whether there is one or not.

    `volume_db` to `effects` are as a track's. `semitones` is how much higher it sounds than it was
    recorded. `stretches` are (tick, heard) pairs in time order, the first at tick 0: from `tick`
    on it plays what was at the tick `heard` when the notes were written down, or nothing where
    that is SILENT.
    """

    volume_db: float = 0.0
    pan: float = 0.0
    muted: bool = False
    effects: "tuple[AnyEffect, ...]" = ()
    semitones: int = 0
    stretches: tuple[tuple[int, int], ...] = ((0, 0),)

    def heard(self, tick: int) -> int:
        """The tick at which the notes were heard that are now at `tick`; SILENT for none."""
        start, heard = next(mark for mark in reversed(self.stretches) if mark[0] <= tick)
        return heard if heard == SILENT else heard + tick - start


AS_IT_WAS: Final = Beside()
