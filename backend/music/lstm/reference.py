"""The reference: the network as its formula stands, in plain NumPy, to hold the kernels against.

It reads whole songs, in single precision and without any folding; nothing plays with it.
"""

import numpy as np

from backend.music.events import FIELDS
from backend.music.lstm.bundle import Bundle
from backend.music.lstm.inputs import CONDITIONS, SongInputs, count_features
from backend.music.lstm.numbers import Floats

_EPSILON = 1e-3  # Keras' LayerNormalization


def song_logits(bundle: Bundle, fields: np.ndarray, inputs: SongInputs) -> list[Floats]:
    """The (n, size) logits of each field after each event, given the next event's earlier fields.

    Args:
        bundle: the weights.
        fields: (n + 1, 5) of a song; the last event is only predicted.
        inputs: of the song.
    """
    w = bundle.weights
    n = len(fields) - 1
    seen = np.column_stack([fields[:n], fields[inputs.looked[:n]].reshape(n, -1)])
    parts = [w[f"embed_{FIELDS[i % 5]}/0"][column] for i, column in enumerate(seen.T)]
    parts += [w[f"embed_{c}/0"][inputs.conditions[:n, i]] for i, c in enumerate(CONDITIONS)]
    parts.append(count_features(inputs.planned[:n], inputs.owed[:n]))
    x = np.concatenate(parts, axis=1) @ w["join/0"] + w["join/1"]
    first = _lstm(bundle, "lstm_1", x)
    second = _lstm(bundle, "lstm_2", _normalised(bundle, "norm_1", first))
    h = _normalised(bundle, "norm_2", x + first + second)
    out = []
    for i, field in enumerate(FIELDS):
        hidden = h @ w[f"hidden_{field}/0"] + w[f"hidden_{field}/1"]
        for j, earlier in enumerate(FIELDS[:i]):
            hidden += w[f"{field}_after_{earlier}/0"][fields[1:, j]]
        out.append(np.maximum(hidden, 0) @ w[f"head_{field}/0"] + w[f"head_{field}/1"])
    return out


def _lstm(bundle: Bundle, name: str, x: Floats) -> Floats:
    kernel, recurrent, bias = (bundle.weights[f"{name}/{i}"] for i in range(3))
    gates = x @ kernel + bias
    out = np.zeros_like(x)
    h = c = np.zeros(x.shape[1], np.float32)
    for t in range(len(x)):
        i, f, candidate, o = np.split(gates[t] + h @ recurrent, 4)
        c = _sigmoid(f) * c + _sigmoid(i) * np.tanh(candidate)
        h = out[t] = _sigmoid(o) * np.tanh(c)
    return out


def _sigmoid(x: Floats) -> Floats:
    return (1 / (1 + np.exp(-x))).astype(np.float32)


def _normalised(bundle: Bundle, name: str, x: Floats) -> Floats:
    centred = x - x.mean(axis=1, keepdims=True)
    spread = np.sqrt((centred**2).mean(axis=1, keepdims=True) + _EPSILON)
    out: Floats = centred / spread * bundle.weights[f"{name}/0"] + bundle.weights[f"{name}/1"]
    return out
