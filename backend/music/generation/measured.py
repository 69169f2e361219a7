"""Measured: what a score is once it has been written to a file and read again."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from backend.music import midi
from backend.music.events import vocabulary as v
from backend.music.events.grid import grid_bars
from backend.music.generation.harmony import Frame
from backend.music.generation.shaping import HIGHER, OCTAVE, USUAL, curve_of
from backend.music.score import Key, Role, Score, bars_of
from backend.music.score.score import Rows
from backend.music.theory import (
    QUALITIES,
    chord_slots,
    estimate_chords,
    estimate_key,
    transpose_chord,
)

Floats = npt.NDArray[np.float64]
# Chords that are taken for each other: sevenths are heard where they are played, not where meant.
_TRIAD = {"7": "", "maj7": "", "m7": "m", "m7b5": "dim"}


@dataclass(frozen=True)
class Measured:
    """The file of a score."""

    file: Score

    @classmethod
    def of(cls, score: Score) -> "Measured":
        """Write and read a score."""
        return cls(midi.read(midi.write(score)))

    @cached_property
    def key(self) -> Key:
        """The key that is heard."""
        return estimate_key(self.file)[0]

    @property
    def tempo(self) -> float:
        """Quarters per minute at the start."""
        return round(self.file.bpm, 1)

    @property
    def metre(self) -> str:
        """Every metre that occurs."""
        metres = {f"{m['numerator']}/{m['denominator']}" for m in self.file.metres}
        return ", ".join(sorted(metres or {"4/4"}))

    @property
    def bars(self) -> int:
        """How many bars there are."""
        return len(bars_of(self.file))

    @property
    def grid(self) -> int:
        """How many bars there are on the grid, where long ones are split."""
        return len(grid_bars(self.file))

    @property
    def players(self) -> list[tuple[bool, int]]:
        """(is_drum, program) of every track that sounds, sorted."""
        return sorted((t.is_drum, t.program) for t in self.file.tracks if len(t.notes))

    @property
    def sounds(self) -> list[tuple[int, ...]]:
        """(is_drum, program, onset, duration, pitch, velocity) of every note."""
        return [
            (int(t.is_drum), t.program, *note)
            for t in self.file.tracks
            for note in t.notes.tolist()
        ]

    @cached_property
    def notes_per_bar(self) -> Floats:
        """(bars,) onsets in every bar of the grid."""
        starts = grid_bars(self.file).rows["start"]
        onsets = np.concatenate([[0], *(t.notes["onset"] for t in self.file.tracks)])[1:]
        bar = np.searchsorted(starts, onsets, "right") - 1
        return np.bincount(bar, minlength=len(starts)).astype(np.float64)

    def follows(self, points: Sequence[float], first: int, last: int) -> float:
        """The correlation of an energy curve with the notes of bars `first` to `last`."""
        full = np.pad(self.notes_per_bar, (0, max(last - len(self.notes_per_bar), 0)))[first:last]
        curve = curve_of(points, last - first)
        if np.ptp(full) == 0 or np.ptp(curve) == 0:
            return 0.0
        return float(np.corrcoef(curve, full)[0, 1])

    def energy(self, usual: Rows, first: int, last: int) -> float:
        """How full bars are beside a `usual` plan of them, on the dial of 0 to 100."""
        full = self.notes_per_bar[first:last].sum() or 1.0
        planned = usual["counts"].sum() or 1
        return float(np.clip(USUAL + OCTAVE * np.log2(full / planned), 0, 100))

    def register(self, usual: Rows, to_normal: int) -> float:
        """How high it lies beside a `usual` plan of it, on the dial of 0 to 100."""
        pitches = [t.notes["pitch"] for t in self.file.tracks if not t.is_drum]
        step = (np.concatenate([[0], *pitches])[1:].mean() + to_normal - 40) / 5
        drums = usual["counts"][:, Role.DRUMS].astype(np.int64)
        pitched = usual["counts"].sum(axis=1) - drums
        planned = np.average(usual["register"] + 0.5, weights=np.maximum(pitched, 0.01))
        return float(np.clip(USUAL + (step - planned) / HIGHER * USUAL, 0, 100))

    def chords_heard(self, asked: Frame, key: Key, first: int = 0) -> float | None:
        """The share of asked chords that are heard (triads; None if none was asked).

        `asked` is in the normal key, from bar `first` on.
        """
        bars = grid_bars(self.file)
        starts, ends, bar, is_half = chord_slots(bars, self.file.ticks_per_quarter)
        heard = estimate_chords(self.file, starts, ends, bar_start=~is_half)
        slots = {
            (int(b) - first, bool(h)): int(c) for b, h, c in zip(bar, is_half, heard, strict=True)
        }
        hits = [
            _triad(slots.get((index, slot > 0), 0))
            == _triad(transpose_chord(pitch - v.CHORD_BASE, -key.to_normal))
            for index, chords in enumerate(asked)
            for slot, pitch in chords.items()
        ]
        return float(np.mean(hits)) if hits else None


def _triad(chord: int) -> tuple[int, str]:
    """Root and triad of a chord number."""
    root, quality = divmod(chord - 1, len(QUALITIES))
    name = QUALITIES[quality]
    return root, _TRIAD.get(name, name)
