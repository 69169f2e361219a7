"""Checkpoints: all variables of a run, and a note that says where it stands."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import keras
import numpy as np

NOTE = "run.json"
FILE = "variables"  # the key under which the note names the file of variables


def save_run(folder: Path, update: int, variables: Sequence[Any], note: dict[str, Any]) -> None:
    """Write everything needed to go on to the same curve.

    The note that names the file of variables is replaced last, so that a kill harms nothing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"run-{update}.npz"
    np.savez(file, *map(keras.ops.convert_to_numpy, variables))
    part = folder / "run.part"
    part.write_text(json.dumps({**note, FILE: file.name}))
    part.replace(folder / NOTE)
    for old in folder.glob("run-*.npz"):
        if old != file:
            old.unlink()


def read_note(folder: Path) -> dict[str, Any] | None:
    """The note of a folder's checkpoint, if there is one."""
    note = folder / NOTE
    if not note.exists():
        return None
    found: dict[str, Any] = json.loads(note.read_text())
    return found


def load_variables(folder: Path, note: dict[str, Any], variables: Sequence[Any]) -> None:
    """Bring variables to where a note's checkpoint had them; takes the file out of the note."""
    with np.load(folder / note.pop(FILE)) as values:
        for i, variable in enumerate(variables):
            variable.assign(values[f"arr_{i}"])
