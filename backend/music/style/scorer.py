"""The style scorer: how likely a piece's notes make each genre, for ranking and for telling.

A logistic regression over `features`, blind to instruments like them. It is small enough to ship
and needs NumPy alone. It is another instrument than the judge of the model cards (extra trees,
fitted anew for each evaluation), so that the judge can say what choosing by this one is worth.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from backend.music.errors import IncompatibleModelError
from backend.music.style.counting import Floats
from backend.music.style.features import vector
from backend.music.style.material import Material

SCORER = "style.npz"  # in the folder of all models
FORMAT = 1
CLIP = 3.0  # deviations from the mean beyond which a descriptor says no more


@dataclass(frozen=True)
class StyleScorer:
    """A fitted scorer.

    `mean` and `scale` (features,) standardise; `weights` (features, genres) and `bias` (genres,)
    give the log-odds of `genres`. `about` says what it was fitted on.
    """

    genres: tuple[str, ...]
    mean: Floats
    scale: Floats
    weights: Floats
    bias: Floats
    about: Mapping[str, Any]

    def probabilities(self, pieces: Sequence[Material]) -> Floats:
        """(pieces, genres)."""
        rows = np.array([vector(piece) for piece in pieces]).reshape(-1, len(self.mean))
        odds = standardised(rows, self.mean, self.scale) @ self.weights + self.bias
        odds -= odds.max(axis=1, keepdims=True)
        chances = np.exp(odds)
        shares: Floats = chances / chances.sum(axis=1, keepdims=True)
        return shares

    def knows(self, genres: Mapping[str, float]) -> bool:
        """Whether all these genres are among those it tells apart."""
        return all(genre in self.genres for genre in genres)

    def reached(self, piece: Material, genres: Mapping[str, float]) -> float:
        """The probability of a genre, or of a blend of genres by their shares."""
        chances = self.probabilities([piece])[0]
        return float(sum(chances[self.genres.index(g)] * share for g, share in genres.items()))

    def save(self, path: Path) -> None:
        """Write it as one file; the same scorer gives the same checksum."""
        arrays = {name: getattr(self, name).astype(np.float32) for name in _ARRAYS}
        header = {
            "format": FORMAT,
            "genres": self.genres,
            "about": dict(self.about),
            "sha256": _digest(arrays),
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            np.savez_compressed(file, header=np.array(json.dumps(header)), **arrays)

    @classmethod
    def load(cls, path: Path) -> "StyleScorer | None":
        """Read a scorer; None if there is none.

        Raises:
            IncompatibleModelError: it is damaged, or made for other descriptors.
        """
        if not path.exists():
            return None
        with np.load(path) as data:
            header = json.loads(str(data["header"]))
            arrays = {name: data[name] for name in _ARRAYS}
        cure = f"{path} {{}}. Make it anew: python scripts/style.py"
        if header["format"] != FORMAT:
            raise IncompatibleModelError(cure.format("is of another version"))
        if header["sha256"] != _digest(arrays):
            raise IncompatibleModelError(cure.format("is damaged: its checksum does not match"))
        fitted = {name: array.astype(np.float64) for name, array in arrays.items()}
        return cls(genres=tuple(header["genres"]), about=header["about"], **fitted)


_ARRAYS = ("mean", "scale", "weights", "bias")


def standardised(rows: Floats, mean: Floats, scale: Floats) -> Floats:
    """(n, features) in deviations from the mean, −CLIP to CLIP."""
    found: Floats = np.clip((rows - mean) / scale, -CLIP, CLIP)
    return found


def _digest(arrays: Mapping[str, Any]) -> str:
    whole = hashlib.sha256()
    for name in _ARRAYS:
        whole.update(arrays[name].tobytes())
    return whole.hexdigest()
