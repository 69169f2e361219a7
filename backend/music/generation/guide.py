"""The guide: the networks that write one piece, mixed as the request weighs them.

logits = Σ weight · logits of a voice. Weights sum to 1 but may be negative: guidance pulls a genre
away from music in general with {genre: γ, general: 1 − γ}.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from backend.music.lstm.inputs import GENRES
from backend.music.lstm.runtime import Floats, Runtime, State

GENRE_COLUMN = 20  # of the inputs of `Runtime.step`


class Guide:
    """Networks read in step for one piece: (genre, its network, weight) each."""

    def __init__(self, voices: Sequence[tuple[str, Runtime, float]]) -> None:
        self._voices: list[tuple[Runtime, State, int, np.float32]] = [
            (runtime, runtime.start(), GENRES.index(genre), np.float32(weight))
            for genre, runtime, weight in voices
        ]
        self._hidden: list[Floats] = []

    def read(self, inputs: npt.NDArray[np.int64], counts: Floats) -> None:
        """Read an event; `logits` speaks about the one after it."""
        self._hidden = []
        for runtime, state, genre, _ in self._voices:
            inputs[0, GENRE_COLUMN] = genre
            self._hidden.append(runtime.step(state, inputs, counts))

    def logits(self, field: int, chosen: list[int]) -> Floats:
        """The (size,) logits of a field of the next event, given its earlier fields."""
        mixed: Floats = np.zeros(1, np.float32)
        for (runtime, _, _, weight), hidden in zip(self._voices, self._hidden, strict=True):
            mixed = mixed + weight * runtime.logits(hidden, field, [chosen])[0]
        return mixed
