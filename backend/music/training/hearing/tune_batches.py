"""Batches of the tune's training: stretches of heard notes, altered a little, and what they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from backend.music.errors import MissingDataError
from backend.music.hearing.clues import CLUES, clues
from backend.music.hearing.network import Floats, Heard
from backend.music.hearing.picking import Notes, picked
from backend.music.training.hearing.altered import altered
from backend.music.training.hearing.examples import Example

STRETCH: Final = 400  # notes of an example that are read at once
FAMILIES: Final = 17  # of General MIDI's instruments, and one for what nobody played
_BAND: Final = 3  # players; with fewer there is little to hide a tune
_NEAR: Final = 0.05  # seconds between a note as heard and as played
_NAMED: Final = 1.5  # what an example counts whose tune is known and not guessed
_LOST: Final = (0.0, 0.0, 0.05, 0.15)  # shares of the notes that are left out


class Batch(NamedTuple):
    """(size, STRETCH, …) each; `weights` and `there` are 0 where an example has no more notes."""

    clues: Floats
    there: npt.NDArray[np.bool_]
    tune: Floats
    weights: Floats
    families: npt.NDArray[np.int32]


@dataclass(frozen=True)
class Lesson:
    """What an example teaches.

    Attributes:
        notes: that were heard.
        clues: (notes, CLUES), as they are told.
        tune: (notes,) 1 for those of the tune, else 0.
        families: (notes,) whose instrument plays each, 0 to FAMILIES − 1.
        length: how many notes the tune has, heard or not.
        named: whether its author called it the tune.
    """

    notes: Notes
    clues: npt.NDArray[np.float16]
    tune: Floats
    families: npt.NDArray[np.int32]
    length: int
    named: bool


def lessons(paths: Sequence[Path]) -> list[Lesson]:
    """What those examples teach in which a band plays, and a tune is heard.

    Raises:
        MissingDataError: there is none among some.
    """
    found = [one for one in map(lesson, paths) if one is not None]
    if paths and not found:
        raise MissingDataError("No example is of a band with a tune. Render more songs.")
    return found


def lesson(path: Path) -> Lesson | None:
    """Listen to the notes of an example; None if it is not of a band, or without a tune."""
    example = Example.load(path)
    sounding, onsets, spectrum = (
        table.astype(np.float32) / np.float32(255)
        for table in (example.sounding, example.onsets, example.semitones)
    )
    played = example.truth[~example.truth["drum"]]
    notes = picked(Heard(sounding, onsets))
    if len(np.unique(example.truth["track"])) < _BAND or not played["mel"].any() or not len(notes):
        return None
    found = clues(notes, Heard(sounding, onsets), spectrum).astype(np.float16)
    whose = _meant(notes, played["on"], played["pitch"])
    families = np.where(whose >= 0, played["program"][whose] // 8, FAMILIES - 1)
    # Two players of one note are one, as where it is measured.
    on, pitch = np.unique(
        [played["on"][played["mel"]].round(2), played["pitch"][played["mel"]]], axis=1
    )
    tune = (_meant(notes, on, pitch) >= 0).astype(np.float32)
    return Lesson(notes, found, tune, families.astype(np.int32), len(on), bool(example.named))


def batch(lessons: Sequence[Lesson], rng: np.random.Generator) -> Batch:
    """A stretch of each, by chance."""
    shape = (len(lessons), STRETCH)
    made = Batch(
        np.zeros((*shape, CLUES), np.float32), np.zeros(shape, bool), np.zeros(shape, np.float32),
        np.zeros(shape, np.float32), np.zeros(shape, np.int32),
    )  # fmt: skip
    for row, one in enumerate(lessons):
        start = int(rng.integers(max(len(one.notes) - STRETCH, 0) + 1))
        chosen = np.arange(start, min(start + STRETCH, len(one.notes)))
        chosen = chosen[rng.random(len(chosen)) >= rng.choice(_LOST)]
        count = len(chosen)
        made.clues[row, :count] = altered(one.clues[chosen].astype(np.float32), rng)
        made.there[row, :count] = True
        made.tune[row, :count] = one.tune[chosen]
        made.weights[row, :count] = (_NAMED if one.named else 1) / np.sqrt(max(count, 1))
        made.families[row, :count] = one.families[chosen]
    return made


def _meant(
    notes: Notes, onsets: npt.NDArray[np.floating], pitches: npt.NDArray[np.number]
) -> npt.NDArray[np.intp]:
    """Which of the notes that were played, sorted by onset, each heard one is; −1 if none."""
    found = np.full(len(notes), -1)
    for pitch in np.unique(pitches):
        heard, played = (np.flatnonzero(of == pitch) for of in (notes["pitch"], pitches))
        i = j = 0
        while i < len(heard) and j < len(played):
            late = notes["onset"][heard[i]] - onsets[played[j]]
            if abs(late) <= _NEAR:
                found[heard[i]] = played[j]
            i, j = i + (late <= _NEAR), j + (late >= -_NEAR)
    return found
