"""Score and track: a piece of music as frozen dataclasses over NumPy arrays, one row a note."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from backend.music.score.recording import AS_IT_WAS, Beside
from backend.music.score.roles import Role

if TYPE_CHECKING:  # their validation takes a third of a second to load
    from backend.music.score.effects import AnyEffect, Mastering

Rows = npt.NDArray[np.void]

# Times are in ticks of the score's own `ticks_per_quarter`, so that nothing read is ever rounded.
NOTE = np.dtype([("onset", "<i4"), ("duration", "<i4"), ("pitch", "u1"), ("velocity", "u1")])
CONTROL = np.dtype([("tick", "<i4"), ("number", "u1"), ("value", "u1")])
BEND = np.dtype([("tick", "<i4"), ("value", "<i2")])
TEMPO = np.dtype([("tick", "<i4"), ("bpm", "<f8")])
METRE = np.dtype([("tick", "<i4"), ("numerator", "<i2"), ("denominator", "<i2")])
KEY_CHANGE = np.dtype([("tick", "<i4"), ("tonic", "u1"), ("minor", "?")])


def _none(dtype: np.dtype[np.void]) -> Rows:
    return np.zeros(0, dtype)


@dataclass(frozen=True)
class Track:
    """One player's part.

    `notes` is (n,) of NOTE sorted by (onset, pitch); `program` is General MIDI 0–127 (a drum kit's
    number when `is_drum`); `controls` and `bends` hold what events cannot (pedal, volume, bends).
    `role` is set on parts written here and None on parts just read. The last four are a mixer's:
    a gain in dB over what the file says, a place from −1 (left) to 1, whether it is silenced, and
    the effects that its sound goes through.
    """

    notes: Rows
    program: int = 0
    is_drum: bool = False
    name: str = ""
    role: Role | None = None
    controls: Rows = field(default_factory=lambda: _none(CONTROL))
    bends: Rows = field(default_factory=lambda: _none(BEND))
    volume_db: float = 0.0
    pan: float = 0.0
    muted: bool = False
    effects: "tuple[AnyEffect, ...]" = ()


@dataclass(frozen=True)
class Score:
    """A whole piece. Empty `tempos` mean 120 bpm, empty `metres` 4/4, empty `keys` unknown.

    `markers` and `lyrics` are (tick, text) pairs in time order. `mastering` is what is done to the
    sound of all together; None is the usual. `recording` is how the recording that the notes were
    heard in, if there is one, is played beside them.
    """

    ticks_per_quarter: int
    tracks: tuple[Track, ...]
    tempos: Rows = field(default_factory=lambda: _none(TEMPO))
    metres: Rows = field(default_factory=lambda: _none(METRE))
    keys: Rows = field(default_factory=lambda: _none(KEY_CHANGE))
    markers: tuple[tuple[int, str], ...] = ()
    lyrics: tuple[tuple[int, str], ...] = ()
    title: str = ""
    mastering: "Mastering | None" = None
    recording: Beside = AS_IT_WAS

    @cached_property
    def end(self) -> int:
        """The tick at which the last note stops sounding (0 for a score without notes)."""
        ends = [
            int((t.notes["onset"] + t.notes["duration"]).max()) for t in self.tracks if len(t.notes)
        ]
        return max(ends, default=0)

    @property
    def note_count(self) -> int:
        """All notes of all tracks."""
        return sum(len(t.notes) for t in self.tracks)

    @property
    def bpm(self) -> float:
        """The tempo at the start, in quarters per minute."""
        return float(self.tempos["bpm"][0]) if len(self.tempos) else 120.0
