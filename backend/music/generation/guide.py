"""The guide: a genre's network, pulled further away from music in general where that helps.

logits = general + γ (genre − general), the two networks reading the same events side by side.
"""

import numpy as np
import numpy.typing as npt

from backend.music.lstm.inputs import GENRES
from backend.music.lstm.runtime import Floats, Runtime, State

GENRE_COLUMN = 20  # of the inputs of `Runtime.step`


class Guide:
    """Networks read in step for one piece. `strength` is γ; 1 is the genre's network alone."""

    def __init__(
        self, genre: str, network: Runtime, general: Runtime | None, strength: float
    ) -> None:
        self._strength = np.float32(strength)
        self._voices: list[tuple[Runtime, State, int]] = [
            (network, network.start(), GENRES.index(genre))
        ]
        if general is not None and strength != 1:
            self._voices.append((general, general.start(), 0))
        self._hidden: list[Floats] = []

    def read(self, inputs: npt.NDArray[np.int64], counts: Floats) -> None:
        """Read an event; `logits` speaks about the one after it."""
        self._hidden = []
        for runtime, state, genre in self._voices:
            inputs[0, GENRE_COLUMN] = genre
            self._hidden.append(runtime.step(state, inputs, counts))

    def logits(self, field: int, chosen: list[int]) -> Floats:
        """The (size,) logits of a field of the next event, given its earlier fields."""
        own, *general = (
            runtime.logits(hidden, field, [chosen])[0]
            for (runtime, _, _), hidden in zip(self._voices, self._hidden, strict=True)
        )
        mixed: Floats = general[0] + self._strength * (own - general[0]) if general else own
        return mixed
