"""The network that says which heard notes are the tune, in NumPy: it plays without TensorFlow.

Notes go in by their clues, in order of onset. A two-way LSTM reads them, each looks at all others
of its window by attention (those that sound like it speak for it), and a second LSTM reads what
came of that. `training/hearing` trains the same in Keras.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final, Self

import numpy as np
from scipy.special import erf, expit

from backend import paths
from backend.music.hearing import weights
from backend.music.hearing.network import Floats

WEIGHTS: Final = paths.MODELS / "hearing" / "tune.npz"
_LABELS: Final = {"format": 1}  # counted up with the clues
HEADS: Final = 4
_WINDOW: Final = 640  # notes read at once, about half a minute of a band
_EDGE: Final = 96  # of them at either end that lack what stands beside them
_EPSILON: Final = 1e-3  # Keras' LayerNormalization


class Chooser:
    """The weights, by name of the layer: `join/0` is the kernel of `join`, `join/1` its bias."""

    def __init__(self, weights: Mapping[str, Floats]) -> None:
        self.weights = weights

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> Self:
        """Read them.

        Raises:
            MissingEarError: there are none.
            IncompatibleModelError: they were made for other clues.
        """
        return cls(weights.read(path, _LABELS, "tune"))

    def save(self, path: Path) -> None:
        """Write them."""
        weights.write(path, _LABELS, self.weights)

    def choose(self, clues: Floats) -> Floats:
        """How sure, 0…1, it is of each of (n, CLUES) notes that it belongs to the tune."""
        sure = np.zeros(len(clues), np.float32)
        step = _WINDOW - 2 * _EDGE
        for start in range(0, max(len(clues) - 2 * _EDGE, 1) if len(clues) else 0, step):
            kept = 0 if start == 0 else _EDGE
            sure[start + kept : start + _WINDOW] = self._read(clues[start : start + _WINDOW])[kept:]
        return sure

    def _read(self, clues: Floats) -> Floats:
        x = self._normalised("norm_join", self._dense("join", clues))
        x = 0.5 * x * (1 + erf(x / np.sqrt(2)))  # GELU
        x = self._normalised("norm_1", x + self._lstm("lstm_1", x))
        x = self._normalised("norm_attention", x + self._attention(x))
        x = self._normalised("norm_2", x + self._lstm("lstm_2", x))
        sure: Floats = expit(self._dense("head", x)[:, 0])
        return sure

    def _dense(self, name: str, x: Floats) -> Floats:
        found: Floats = x @ self.weights[f"{name}/0"] + self.weights[f"{name}/1"]
        return found

    def _lstm(self, name: str, x: Floats) -> Floats:
        """Both ways, side by side."""
        ahead = self._one_way(f"{name}/ahead", x)
        back = self._one_way(f"{name}/back", x[::-1])[::-1]
        return np.concatenate((ahead, back), axis=1)

    def _one_way(self, name: str, x: Floats) -> Floats:
        kernel, recurrent, bias = (self.weights[f"{name}/{i}"] for i in range(3))
        gates = x @ kernel + bias
        units = len(recurrent)
        out = np.empty((len(x), units), np.float32)
        h = c = np.zeros(units, np.float32)
        for t in range(len(x)):
            step = gates[t] + h @ recurrent
            i, f, o = expit(step[:units]), expit(step[units : 2 * units]), expit(step[3 * units :])
            c = f * c + i * np.tanh(step[2 * units : 3 * units])
            h = out[t] = o * np.tanh(c)
        return out

    def _attention(self, x: Floats) -> Floats:
        query, key, value = (self._dense(f"attention/{part}", x) for part in "qkv")
        wide = query.shape[1] // HEADS
        seen = np.empty_like(value)
        for head in range(HEADS):
            own = slice(head * wide, (head + 1) * wide)
            weight = query[:, own] @ key[:, own].T / np.sqrt(wide)
            weight = np.exp(weight - weight.max(axis=1, keepdims=True))
            seen[:, own] = weight / weight.sum(axis=1, keepdims=True) @ value[:, own]
        return self._dense("attention/o", seen)

    def _normalised(self, name: str, x: Floats) -> Floats:
        centred = x - x.mean(axis=1, keepdims=True)
        spread = np.sqrt((centred**2).mean(axis=1, keepdims=True) + _EPSILON)
        found: Floats = centred / spread * self.weights[f"{name}/0"] + self.weights[f"{name}/1"]
        return found
