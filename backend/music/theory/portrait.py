"""A portrait of a score: some sixty numbers by which pieces that go well together are found.

They stand in groups that a listener has a word for, so that a likeness can be told: tempo, metre,
swing, mode, pace, harmony, tune and band.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from backend.music.score import NOTE, Role, Score, bars_of
from backend.music.score.score import Rows
from backend.music.theory.chord import QUALITIES
from backend.music.theory.chords import estimate_chords
from backend.music.theory.half_bars import chord_slots
from backend.music.theory.key import estimate_key
from backend.music.theory.parts import with_roles

Floats = npt.NDArray[np.float32]

_WIDEST = 12  # semitones of a melodic step; wider ones count as an octave
_SIZES: Final[dict[str, int]] = {
    "tempo": 1,  # octaves above 100 quarters a minute
    "metre": 2,  # quarters in a bar; whether beats fall into threes
    "swing": 1,  # where the second half of a beat falls: 0 halfway, 1 at two thirds
    "mode": 1,  # 1 for minor
    "pace": 2,  # octaves of notes a second: of all, of the tune
    "harmony": len(QUALITIES) + 12,  # chord qualities; roots above the tonic
    "tune": _WIDEST + 1 + 12,  # steps by their size; pitch classes above the tonic
    "band": len(Role),  # who plays at all
}
SIZE: Final = sum(_SIZES.values())
_ENDS = np.cumsum(list(_SIZES.values())).tolist()
GROUPS: Final[dict[str, slice]] = {
    name: slice(end - size, end) for (name, size), end in zip(_SIZES.items(), _ENDS, strict=True)
}


def portrait(score: Score) -> Floats:
    """The numbers, (SIZE,) float32; `GROUPS` says which belong together. All are finite."""
    cast = with_roles(score)
    first = bars_of(score).rows[0]
    key = score.keys[0] if len(score.keys) else None
    tonic, minor = (int(key["tonic"]), bool(key["minor"])) if key is not None else _estimated(score)
    notes = _sorted([t.notes for t in cast.tracks])
    tune = _sorted([t.notes for t in cast.tracks if t.role is Role.MELODY])
    seconds = max(score.end / score.ticks_per_quarter * 60 / max(score.bpm, 1.0), 1.0)
    numerator, denominator = int(first["numerator"]), int(first["denominator"])
    compound = denominator == 8 and numerator % 3 == 0
    playing = {t.role for t in cast.tracks if len(t.notes)}
    values = [
        [np.log2(max(score.bpm, 1.0) / 100)],
        [4 * numerator / denominator, compound],
        [0.0 if compound else _swing(notes, score.ticks_per_quarter)],
        [minor],
        [np.log2(0.1 + len(notes) / seconds), np.log2(0.1 + len(tune) / seconds)],
        _harmony(score, tonic),
        _line(tune, tonic),
        [role in playing for role in Role],
    ]
    return np.concatenate([np.asarray(v, np.float32) for v in values])


def _estimated(score: Score) -> tuple[int, bool]:
    key, _ = estimate_key(score)
    return key.tonic, key.minor


def _sorted(parts: list[Rows]) -> Rows:
    together = np.concatenate([np.zeros(0, NOTE), *parts])
    return together[np.argsort(together["onset"], kind="stable")]


def _swing(notes: Rows, quarter: int) -> float:
    """How late the second half of a quarter comes, over all notes between its beats."""
    place = notes["onset"] % quarter / quarter
    off = place[(place > 0.4) & (place < 0.72)]
    return float(np.clip((off - 0.5) * 6, 0, 1).mean()) if len(off) else 0.0


def _harmony(score: Score, tonic: int) -> Floats:
    starts, ends, _, is_half = chord_slots(bars_of(score), score.ticks_per_quarter)
    chords = np.asarray(estimate_chords(score, starts, ends, ~is_half), np.int64)
    root, quality = np.divmod(chords[chords > 0] - 1, len(QUALITIES))
    return np.concatenate([
        _shares(quality, len(QUALITIES)), _shares((root - tonic) % 12, 12)
    ])  # fmt: skip


def _line(tune: Rows, tonic: int) -> Floats:
    pitch = tune["pitch"].astype(np.int64)
    steps = np.minimum(np.abs(np.diff(pitch)), _WIDEST)
    return np.concatenate([_shares(steps, _WIDEST + 1), _shares((pitch - tonic) % 12, 12)])


def _shares(values: npt.NDArray[np.int64], size: int) -> Floats:
    counts = np.bincount(values, minlength=size).astype(np.float32)
    return counts / max(float(counts.sum()), 1.0)
