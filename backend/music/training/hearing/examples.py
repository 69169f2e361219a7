"""Examples to learn hearing from: what a network is given of an excerpt, and what was played."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from backend.music.errors import MissingDataError
from backend.music.hearing.network import Floats
from backend.music.hearing.spectra import Levels

SECONDS: Final = 30.0  # that an example has, at most
TRAINING, HELD_OUT = "training", "held_out"  # folders of examples
# Seconds; General MIDI pitch or drum; velocity; who plays it; whether a drum, and whether the tune.
PLAYED: Final = np.dtype([
    ("on", "<f4"), ("off", "<f4"), ("pitch", "u1"), ("vel", "u1"), ("track", "u1"),
    ("program", "u1"), ("drum", "?"), ("mel", "?"),
])  # fmt: skip


@dataclass(frozen=True)
class Example:
    """An excerpt of a song, rendered.

    Attributes:
        mel: how loud it is by bands (`hearing.spectra`).
        sounding: (frames, 88) how sure Basic Pitch is of pitches, 0…255, …
        onsets: … and of their beginnings.
        semitones: how loud it is by semitones (`hearing.semitones`), 0…255.
        named: whether the tune is what the song's author called so.
        tempo: quarters a minute if it keeps one tempo and counts quarters, else 0.
        truth: (notes,) of PLAYED, sorted by onset.
    """

    mel: Levels
    sounding: npt.NDArray[np.uint8]
    onsets: npt.NDArray[np.uint8]
    semitones: npt.NDArray[np.uint8]
    named: bool
    tempo: float
    truth: npt.NDArray[np.void]

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read it."""
        with np.load(path) as file:
            return cls(**{field.name: file[field.name] for field in fields(cls)})

    def save(self, path: Path) -> None:
        """Write it; whoever reads meanwhile finds the whole of it or nothing."""
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        with part.open("wb") as file:
            np.savez(file, **vars(self))
        part.replace(path)


def example_paths(folder: Path, part: str) -> list[Path]:
    """The examples of a part, TRAINING or HELD_OUT, in order.

    Raises:
        MissingDataError: there are none.
    """
    found = sorted((folder / part).glob("*.npz"))
    if not found:
        raise MissingDataError(
            f"{folder / part} has no examples. Render some: scripts/hearing.py examples."
        )
    return found


def tuning_apart(paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Examples to learn from, and one in twenty to choose among weights by, always the same."""
    chosen = {path for path in paths if sum(path.stem.encode()) % 20 == 0}
    return [path for path in paths if path not in chosen], sorted(chosen)


def read_tempo(path: Path) -> tuple[Levels, Floats, float]:
    """The bands, the beginnings of pitches and the tempo of an example."""
    with np.load(path) as file:
        return file["mel"], file["onsets"].astype(np.float32) / 255, float(file["tempo"])


def read_drums(path: Path) -> tuple[Levels, npt.NDArray[np.void]]:
    """The bands and the drum hits of an example; the rest of its file is not read."""
    with np.load(path) as file:
        truth = file["truth"]
        return file["mel"], truth[truth["drum"]]
