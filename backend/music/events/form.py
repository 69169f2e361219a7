"""Form: which bars of a piece are an earlier bar once more, part by part.

A part of a bar is told by the number of the first bar that has the same, so that two bars have the
same part if and only if they have the same number.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from backend.music.events.encoded import EncodedScore
from backend.music.events.vocabulary import BAR, CHORD, ROLES

PARTS = ROLES + 1  # the parts of a bar: the roles, then the chords of the sketch
SILENT = 0xFFFF  # the number of a part that a bar has not

Numbers = npt.NDArray[np.uint16]


@dataclass(frozen=True)
class Form:
    """`notes` and `rhythms`, (bars, PARTS) each: the first bar with the same part.

    The same notes are the same pitches (drums, chords) at the same places, the same rhythm as many
    notes at the same places. Lengths and loudness may differ.
    """

    notes: Numbers
    rhythms: Numbers

    def taken(self, bars: npt.NDArray[np.int64]) -> "Form":
        """The form of a piece that has these bars of this one; the same bar may come again."""
        return Form(_anew(self.notes[bars]), _anew(self.rhythms[bars]))

    def only(self, part: int) -> "Form":
        """The form of one part; all others have none."""
        silent = np.full_like(self.notes, SILENT)
        return Form(silent, silent).with_part(part, self)

    def with_part(self, part: int, other: "Form") -> "Form":
        """This form, but for one part that has that of another."""
        mine = np.arange(PARTS) == part
        pairs = ((self.notes, other.notes), (self.rhythms, other.rhythms))
        return Form(*(np.where(mine, theirs, own) for own, theirs in pairs))


def form_of(piece: EncodedScore) -> Form:
    """The form of a piece."""
    events = piece.events
    bar = np.cumsum(events["position"] == BAR) - 1
    bars = len(piece.plan)
    notes = np.full((bars, PARTS), SILENT, np.uint16)
    rhythms = notes.copy()
    for part in np.unique(events["role"][events["role"] <= CHORD]).tolist():
        mine = events["role"] == part
        place, pitch = events["position"][mine], events["pitch"][mine]
        edges = np.searchsorted(bar[mine], np.arange(bars + 1))
        for table, content in ((notes, place + (pitch.astype(np.int64) << 8)), (rhythms, place)):
            first: dict[bytes, int] = {}
            for index in np.flatnonzero(np.diff(edges)).tolist():
                same = content[edges[index] : edges[index + 1]].tobytes()
                table[index, part] = first.setdefault(same, index)
    return Form(notes, rhythms)


def _anew(numbers: Numbers) -> Numbers:
    """The same form, each number being that of the first bar of these that has it."""
    out = np.full_like(numbers, SILENT)
    for part in range(numbers.shape[1]):
        kinds, first, kind = np.unique(numbers[:, part], return_index=True, return_inverse=True)
        out[:, part] = np.where(kinds == SILENT, SILENT, first)[kind]
    return out
