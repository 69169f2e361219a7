"""The guide: the networks that write one piece, mixed as the request weighs them.

logits = Σ weight · logits of a voice. Weights sum to 1 but may be negative: guidance pulls a genre
away from music in general with {genre: γ, general: 1 − γ}.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from backend.music.compiled import Number, kernel
from backend.music.generation.assignment import Voices
from backend.music.generation.feed import tell
from backend.music.generation.sheets import NEWS, Sheets, Task
from backend.music.lstm.inputs import COUNTS, GENRES
from backend.music.lstm.layout import COLUMNS, GENRE, Ints
from backend.music.lstm.numbers import Floats, f32
from backend.music.lstm.runtime import Runtime
from backend.music.lstm.step import add_logits, step


class Guide(NamedTuple):
    """Voices and what they remember of each candidate; the runtimes must be kept meanwhile.

    `nets` (voices, n) are addresses of networks, `genres` (voices,) what each is told; `weights`
    (voices,) are those of the logits; `memory` is (voices, rows, numbers).
    """

    nets: Ints
    genres: Ints
    weights: Floats
    memory: npt.NDArray[np.float32]


def new_guide(voices: Voices, runtimes: Mapping[str, Runtime], rows: int) -> Guide:
    """The voices before the first event of `rows` candidates."""
    chosen = [runtimes[genre] for genre, _ in voices]
    size = max(runtime.memory_size for runtime in chosen)
    assert size == min(runtime.memory_size for runtime in chosen), "networks differ in size"
    return Guide(
        nets=np.stack([runtime.addresses for runtime in chosen]),
        genres=np.array([GENRES.index(genre) for genre, _ in voices], np.int64),
        weights=np.array([weight for _, weight in voices], np.float32),
        memory=np.zeros((len(chosen), rows, size), np.float32),
    )


@kernel
def read(guide: Guide, task: Task, sheets: Sheets, rows: Ints) -> None:
    """Read the last event of each of `rows`; after that `expect` speaks about the next one."""
    n = len(rows)
    inputs = np.empty((n, COLUMNS), np.int64)
    counts = np.empty((n, COUNTS), np.float32)
    news = np.empty(n, np.bool_)
    for k in range(n):
        tell(task, sheets, rows[k], inputs[k], counts[k])
        news[k] = sheets.desk[rows[k], NEWS] != 0
        sheets.desk[rows[k], NEWS] = 0
    for voice in range(len(guide.nets)):
        inputs[:, GENRE] = guide.genres[voice]
        step(guide.nets[voice], guide.memory[voice], rows, inputs, counts, news)


@kernel
def expect(guide: Guide, r: Number, field: Number, event: Ints, logits: Floats) -> None:
    """The `logits` (size,) of a field of row `r`'s next event, given its fields before it."""
    logits[:] = f32(0)
    for voice in range(len(guide.nets)):
        row, weight = guide.memory[voice, r], guide.weights[voice]
        add_logits(guide.nets[voice], row, field, event, weight, logits)
