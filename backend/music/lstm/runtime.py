"""The runtime: the trained network as NumPy steps that carry their state, without TensorFlow.

Everything before the first LSTM is linear, so each embedding is multiplied once, at loading, with
the joining layer and the first LSTM's input weights: at run time an input is one row of a table.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from backend.music.events import FIELDS, SIZES
from backend.music.lstm.bundle import Bundle
from backend.music.lstm.inputs import CONDITIONS, COUNTS, LOOKBACKS

Floats = npt.NDArray[np.float32]
_EPSILON = np.float32(1e-3)  # Keras' LayerNormalization


@dataclass
class State:
    """What is carried from event to event for `rows` pieces: h and c of both layers, (rows, units)."""

    h1: Floats
    c1: Floats
    h2: Floats
    c2: Floats


class Runtime:
    """One network ready to play. Built from a bundle in a few hundred milliseconds."""

    def __init__(self, bundle: Bundle) -> None:
        w = bundle.weights
        self.units = units = bundle.network.units
        self.head_units = bundle.network.head_units
        join, join_bias = w["join/0"], w["join/1"]
        kernel, self._recurrent1, bias1 = w["lstm_1/0"], w["lstm_1/1"], w["lstm_1/2"]
        onward = np.concatenate([np.eye(units, dtype=np.float32), kernel], axis=1)

        tables, self._offsets, used = [], [], 0
        at = 0
        sources = [(f"embed_{f}", f) for f in FIELDS] * (1 + len(LOOKBACKS))
        sources += [(f"embed_{c}", c) for c in CONDITIONS]
        for layer, _ in sources:
            embedding = w[f"{layer}/0"]
            width = embedding.shape[1]
            tables.append(embedding @ join[used : used + width] @ onward)
            self._offsets.append(at)
            at += len(embedding)
            used += width
        self._table = np.ascontiguousarray(np.concatenate(tables))
        self._offset_row = np.array(self._offsets)
        self._counts = np.ascontiguousarray(join[used : used + COUNTS] @ onward)
        assert used + COUNTS == len(join), "the joining layer has another width than its inputs"
        start = join_bias @ onward
        start[units:] += bias1
        self._start = start

        self._kernel2 = np.ascontiguousarray(np.concatenate([w["lstm_2/0"], w["lstm_2/1"]]))
        self._bias2 = w["lstm_2/2"]
        self._norm1 = (w["norm_1/0"], w["norm_1/1"])
        self._norm2 = (w["norm_2/0"], w["norm_2/1"])
        self._hidden = np.ascontiguousarray(
            np.concatenate([w[f"hidden_{f}/0"] for f in FIELDS], axis=1)
        )
        self._hidden_bias = np.concatenate([w[f"hidden_{f}/1"] for f in FIELDS])
        self._after = {f: [w[f"{f}_after_{e}/0"] for e in FIELDS[:i]] for i, f in enumerate(FIELDS)}
        self._heads = {f: (w[f"head_{f}/0"], w[f"head_{f}/1"]) for f in FIELDS}
        assert all(self._heads[f][0].shape[1] == SIZES[f] for f in FIELDS)

    def start(self, rows: int = 1) -> State:
        """The state before the first event."""
        return State(*(np.zeros((rows, self.units), np.float32) for _ in range(4)))

    def step(self, state: State, inputs: npt.NDArray[np.int64], counts: Floats) -> Floats:
        """Read one event a row, moving `state` on in place.

        Args:
            state: as `start` or the step before left it.
            inputs: (rows, 31): the event's 5 fields, 3 × 5 of the looked-back events, 11 conditions.
            counts: (rows, 39) as `inputs.count_features` makes them.

        Returns:
            (rows, 5 × head units): what the five heads start from; see `logits`.
        """
        n = self.units
        pre = self._table[inputs + self._offset_row].sum(axis=1)
        pre += counts @ self._counts
        pre += self._start
        x = pre[:, :n]
        gates = state.h1 @ self._recurrent1
        gates += pre[:, n:]
        state.h1, state.c1 = _cell(gates, state.c1, n)
        inner = np.concatenate([_normalise(state.h1, self._norm1), state.h2], axis=1)
        gates = inner @ self._kernel2
        gates += self._bias2
        state.h2, state.c2 = _cell(gates, state.c2, n)
        h = _normalise(x + state.h1 + state.h2, self._norm2)
        hidden: Floats = h @ self._hidden
        hidden += self._hidden_bias
        return hidden

    def logits(
        self, hidden: Floats, field: int, chosen: list[int] | npt.NDArray[np.int64]
    ) -> Floats:
        """The (rows, size) logits of a field, given the values chosen for the fields before it.

        Args:
            hidden: from `step`.
            field: index into FIELDS.
            chosen: the earlier fields' values: a list for one row, (rows, field) for several.
        """
        n = self.head_units
        part = hidden[:, field * n : (field + 1) * n]
        after = self._after[FIELDS[field]]
        if after:
            rows = np.atleast_2d(np.asarray(chosen, np.int64))
            part = part + sum(table[rows[:, i]] for i, table in enumerate(after))
        kernel, bias = self._heads[FIELDS[field]]
        out: Floats = np.maximum(part, 0) @ kernel + bias
        return out


def _cell(gates: Floats, c: Floats, n: int) -> tuple[Floats, Floats]:
    """Keras' LSTM cell: gates in the order i, f, candidate, o."""
    inputs_forget = _sigmoid(gates[:, : 2 * n])
    candidate = np.tanh(gates[:, 2 * n : 3 * n])
    c = inputs_forget[:, n:] * c + inputs_forget[:, :n] * candidate
    return _sigmoid(gates[:, 3 * n :]) * np.tanh(c), c


def _sigmoid(x: Floats) -> Floats:
    # tanh does not overflow, unlike 1 / (1 + exp(-x)).
    out: Floats = np.tanh(x * np.float32(0.5))
    out += np.float32(1)
    out *= np.float32(0.5)
    return out


def _normalise(x: Floats, norm: tuple[Floats, Floats]) -> Floats:
    centred = x - x.mean(axis=-1, keepdims=True)
    variance = np.einsum("ij,ij->i", centred, centred)[:, None] / np.float32(x.shape[1])
    out: Floats = centred / np.sqrt(variance + _EPSILON) * norm[0] + norm[1]
    return out
