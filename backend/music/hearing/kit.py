"""The kit: the drums that are told apart, and the General MIDI notes that sound like each."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class Drum:
    """One sound of the kit.

    Attributes:
        name: as figures are printed by it.
        note: the General MIDI note that it is written as.
        alike: the other notes that are heard as this one.
    """

    name: str
    note: int
    alike: tuple[int, ...] = ()

    @property
    def notes(self) -> tuple[int, ...]:
        """All notes that sound like it."""
        return (self.note, *self.alike)


# A clap or an electric snare stands where a snare does, and no ear of ours tells them apart.
# Tambourines, shakers and congas have places of their own so that no hat or tom is taken for them.
KIT: Final = (
    Drum("kick", 36, (35,)),
    Drum("snare", 38, (39, 40)),
    Drum("stick", 37),
    Drum("hat", 42, (44,)),
    Drum("open hat", 46),
    Drum("ride", 51, (53, 59)),
    Drum("crash", 49, (52, 55, 57)),
    Drum("low tom", 41, (43,)),
    Drum("mid tom", 45, (47,)),
    Drum("high tom", 48, (50,)),
    Drum("tambourine", 54),
    Drum("shaker", 70, (69, 82)),
    Drum("conga", 63, (60, 61, 62, 64)),
)
# Figures are given for these, whichever of their drums was meant.
GROUPS: Final = {
    "kick": ("kick",),
    "snare": ("snare",),
    "hat": ("hat", "open hat"),
    "cymbal": ("ride", "crash"),
    "tom": ("low tom", "mid tom", "high tom"),
}
_NAMES: Final = [drum.name for drum in KIT]
# Indices in KIT of what is one instrument and so never struck together.
RIVALS: Final = ((_NAMES.index("hat"), _NAMES.index("open hat")),)
_UNKNOWN: Final = -1
_PLACE: Final = np.full(128, _UNKNOWN)
for _index, _drum in enumerate(KIT):
    _PLACE[list(_drum.notes)] = _index


def places(pitches: npt.NDArray[np.integer]) -> npt.NDArray[np.int64]:
    """The index in KIT of each General MIDI note; −1 for sounds that are not told apart."""
    return np.asarray(_PLACE[pitches], np.int64)
