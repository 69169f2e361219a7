"""Weights of our own networks on the disk, and labels that say for what they were learnt."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from backend.music.errors import IncompatibleModelError, MissingEarError
from backend.music.hearing.network import Floats


def read(path: Path, labels: Mapping[str, Any], task: str) -> dict[str, Floats]:
    """The arrays of a .npz file, by name.

    Args:
        path: of the file.
        labels: what it has to say of itself.
        task: of `scripts/hearing.py` that makes another.

    Raises:
        MissingEarError: there is no such file.
        IncompatibleModelError: it says something else.
    """
    if not path.is_file():
        raise MissingEarError(f"{path} is missing. Train it: scripts/hearing.py {task}.")
    with np.load(path, allow_pickle=False) as file:
        if any(name not in file or file[name].tolist() != said for name, said in labels.items()):
            raise IncompatibleModelError(
                f"{path} was made by another version. Train it anew: scripts/hearing.py {task}."
            )
        return {n: file[n].astype(np.float32) for n in file.files if n not in labels}


def write(path: Path, labels: Mapping[str, Any], weights: Mapping[str, Floats]) -> None:
    """Write the file, half as precise as the weights were: it makes no difference."""
    path.parent.mkdir(parents=True, exist_ok=True)
    halves: dict[str, Any] = {n: array.astype(np.float16) for n, array in weights.items()}
    np.savez_compressed(path, **labels, **halves)
