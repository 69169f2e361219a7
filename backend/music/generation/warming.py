"""Warming: gets the compiled sampler into memory; the first time on a machine, compiles it.

`make` does it while installing.
"""

import numpy as np

from backend.music.events import FIELDS
from backend.music.events.form import PARTS
from backend.music.generation.guide import Guide
from backend.music.generation.sampler import write_bar
from backend.music.generation.sheets import MODEL, OLDER, PLACES, WIDTH, Sheets, Task


def warm() -> None:
    """Write nothing, with no voices, for nobody; only the kinds of the arrays matter."""
    guide = Guide(
        nets=np.zeros((0, 0), np.int64),
        genres=np.zeros(0, np.int64),
        weights=np.zeros(0, np.float32),
        memory=np.zeros((0, 0, 0), np.float32),
    )
    task = Task(
        plan=np.zeros((1, WIDTH), np.int64),
        fixed=np.zeros((0, len(FIELDS)), np.int64),
        repeats=np.zeros((1, PARTS), np.int64),
        ranges=np.zeros((0, 2), np.int64),
        bias=np.zeros((0, 0), np.float32),
        calm=np.ones(1),
        heat=np.ones(2),
    )
    sheets = Sheets(
        lines=np.zeros((0, 0, OLDER + 1), np.int64),
        desk=np.zeros((0, PLACES), np.int64),
        begun=np.zeros((0, 0), np.int64),
        named=np.zeros((0, 0, 2), np.int64),
        laid=np.zeros((0, 0, MODEL + 1), np.int64),
        heads=np.zeros((0, 0), np.int64),
        stream=np.zeros(0, np.uint64),
        nats=np.zeros((0, 0)),
    )
    write_bar(guide, task, sheets, 0, 0, 0)
