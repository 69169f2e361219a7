"""Repeats: which parts of a planned bar play an earlier bar of the same piece once more.

Real songs come back to what they have played: in 64 bars of a rock song the bass has 64 of 100 bars
from before, the drums 59 and the tune 36, note for note, and more than that in rhythm alone.
Sampled note by note, hardly any bar comes again (rock: 8, 3 and 1). So the form of a real song is
planned with its bars, and the sampler writes what it says.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from backend.music.events import vocabulary as v
from backend.music.events.form import PARTS, SILENT, Form
from backend.music.generation.harmony import Frame, slots_of
from backend.music.score import Role
from backend.music.score.score import Rows

AFRESH = -1
NEW = -2  # of chords: unlike those of every bar before
NOTES, RHYTHM = 0, 1  # of the earlier bar
KINDS = 2
NEARLY = 0.25  # Counts that energy has moved apart by no more than this are made the same again.

Repeats = npt.NDArray[np.int64]


def repeats_of(rows: Rows, form: Form, asked: Frame, free: npt.NDArray[np.bool_]) -> Repeats:
    """(bars, PARTS): AFRESH, NEW, or KINDS times an earlier bar's number plus NOTES or RHYTHM.

    A part repeats the last bar that is the same in the form, as long and planned with as many
    notes. Pitched parts repeat notes over the same chords only, else the rhythm. `asked` are
    the chords that are not the sampler's, `free` (bars, ROLES) the roles that are.
    """
    out = np.full((len(rows), PARTS), AFRESH, np.int64)
    chords = _harmonies(rows, form, asked, out)
    seen: dict[tuple[object, ...], int] = {}
    for bar, row in enumerate(rows):
        metre = (row["length"], row["numerator"], row["denominator"])
        for role in np.flatnonzero(free[bar] & (row["counts"] > 0)).tolist():
            count = row["counts"][role]
            sounds = None if role == Role.DRUMS else chords[bar]
            offers = [(NOTES, form.notes[bar, role], sounds)]
            if role != Role.DRUMS:
                offers.append((RHYTHM, form.rhythms[bar, role], None))
            for kind, number, over in reversed(offers):
                if number == SILENT:
                    continue
                key = (role, kind, number, over, count, *metre)
                if key in seen:
                    out[bar, role] = KINDS * seen[key] + kind
                seen[key] = bar
    return out


def _harmonies(rows: Rows, form: Form, asked: Frame, out: Repeats) -> Sequence[object]:
    """What chords each bar has, comparable; those that repeat are written into `out`."""
    harmonies: list[object] = []
    first: dict[tuple[object, ...], int] = {}
    for bar, row in enumerate(rows):
        harmony: object = bar
        key = (form.notes[bar, v.CHORD], row["length"], row["numerator"], row["denominator"])
        if set(slots_of(row)) <= set(asked[bar]):
            harmony = tuple(sorted(asked[bar].items()))
        elif not asked[bar] and key in first:
            out[bar, v.CHORD] = KINDS * first[key] + NOTES
            harmony = harmonies[first[key]]
        elif key[0] != SILENT:
            out[bar, v.CHORD] = NEW
        if key[0] != SILENT:
            first.setdefault(key, bar)
        harmonies.append(harmony)
    return harmonies


def evened(rows: Rows, form: Form) -> Rows:
    """The rows with as many notes in bars that are the same, if energy moved them hardly apart."""
    rows = rows.copy()
    counts = rows["counts"]
    for role in np.flatnonzero(counts.any(axis=0)).tolist():
        first: dict[int, int] = {}
        for bar in np.flatnonzero(counts[:, role]).tolist():
            number = int(form.rhythms[bar, role])
            model = counts[first.setdefault(number, bar), role]
            if number != SILENT and abs(int(counts[bar, role]) - int(model)) <= NEARLY * model:
                counts[bar, role] = model
    return rows
