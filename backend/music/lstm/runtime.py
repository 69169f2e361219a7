"""The runtime: the trained network as NumPy steps that carry their state, without TensorFlow.

Everything before the first LSTM is linear, so each embedding is multiplied once, at loading, with
the joining layer and the first LSTM's input weights: at run time an input is one row of a table.
A sigmoid is a tanh of half its argument; the halving is folded into the weights, so that all four
gates of a cell come out of one tanh.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from backend.music.events import FIELDS, SIZES
from backend.music.lstm.bundle import Bundle
from backend.music.lstm.inputs import CONDITIONS, COUNTS, LOOKBACKS

Floats = npt.NDArray[np.float32]
_EPSILON = np.float32(1e-3)  # Keras' LayerNormalization
_HALF, _ONE = np.float32(0.5), np.float32(1)
_TOLD = len(FIELDS) * (
    1 + len(LOOKBACKS)
)  # From this column of the inputs on stand the conditions.


@dataclass
class State:
    """What is carried from event to event: h and c of both layers, (rows, units) each.

    `told` remembers the conditions, which change a few times a bar, and `told_rows` their sum of
    table rows.
    """

    h1: Floats
    c1: Floats
    h2: Floats
    c2: Floats
    told: bytes = b""
    told_rows: Floats | None = None


class Runtime:
    """One network ready to play. Built from a bundle in a few hundred milliseconds."""

    def __init__(self, bundle: Bundle) -> None:
        w = bundle.weights
        self.units = units = bundle.network.units
        self.head_units = bundle.network.head_units
        join, join_bias = w["join/0"], w["join/1"]
        kernel, self._recurrent1, bias1 = (_gates(w[f"lstm_1/{i}"]) for i in range(3))
        onward = np.concatenate([np.eye(units, dtype=np.float32), kernel], axis=1)

        tables, offsets = [], []
        at = used = 0
        for name in (*FIELDS * (1 + len(LOOKBACKS)), *CONDITIONS):
            embedding = w[f"embed_{name}/0"]
            width = embedding.shape[1]
            tables.append(embedding @ join[used : used + width] @ onward)
            offsets.append(at)
            at += len(embedding)
            used += width
        assert used + COUNTS == len(join), "the joining layer has another width than its inputs"
        self._table = np.concatenate(tables)
        self._offsets = np.array(offsets)
        self._counts = join[used:] @ onward
        self._start = join_bias @ onward
        self._start[units:] += bias1

        self._kernel2 = np.concatenate([_gates(w["lstm_2/0"]), _gates(w["lstm_2/1"])])
        self._bias2 = _gates(w["lstm_2/2"])
        self._norm1 = (w["norm_1/0"], w["norm_1/1"])
        self._norm2 = (w["norm_2/0"], w["norm_2/1"])
        self._hidden = np.concatenate([w[f"hidden_{f}/0"] for f in FIELDS], axis=1)
        self._hidden_bias = np.concatenate([w[f"hidden_{f}/1"] for f in FIELDS])
        self._after = [[w[f"{f}_after_{e}/0"] for e in FIELDS[:i]] for i, f in enumerate(FIELDS)]
        self._heads = [(w[f"head_{f}/0"], w[f"head_{f}/1"]) for f in FIELDS]
        assert [kernel.shape[1] for kernel, _ in self._heads] == [SIZES[f] for f in FIELDS]

    def start(self, rows: int = 1) -> State:
        """The state before the first event."""
        h1, c1, h2, c2 = np.zeros((4, rows, self.units), np.float32)
        return State(h1, c1, h2, c2)

    def step(self, state: State, inputs: npt.NDArray[np.int64], counts: Floats) -> Floats:
        """Read one event a row, moving `state` on in place.

        Args:
            state: as `start` or the step before left it.
            inputs: (rows, 31): the event's 5 fields, 3 × 5 of those looked back at, 11 conditions.
            counts: (rows, 39) as `inputs.count_features` makes them.

        Returns:
            (rows, 5 × head units): what the five heads start from; see `logits`.
        """
        n = self.units
        told = inputs[:, _TOLD:].tobytes()
        if told != state.told or state.told_rows is None:
            rows = self._table[inputs[:, _TOLD:] + self._offsets[_TOLD:]]
            state.told, state.told_rows = told, np.add.reduce(rows, axis=1) + self._start
        pre = np.add.reduce(self._table[inputs[:, :_TOLD] + self._offsets[:_TOLD]], axis=1)
        pre += state.told_rows
        pre += counts @ self._counts
        gates = state.h1 @ self._recurrent1
        gates += pre[:, n:]
        state.h1, state.c1 = _cell(gates, state.c1, n)
        inner = np.concatenate((_normalise(state.h1, self._norm1), state.h2), axis=1)
        gates = inner @ self._kernel2
        gates += self._bias2
        state.h2, state.c2 = _cell(gates, state.c2, n)
        h = _normalise(pre[:, :n] + state.h1 + state.h2, self._norm2)
        hidden: Floats = h @ self._hidden
        hidden += self._hidden_bias
        return hidden

    def logits(self, hidden: Floats, field: int, chosen: Sequence[Sequence[int]]) -> Floats:
        """The (rows, size) logits of a field, given the values chosen for the fields before it.

        Args:
            hidden: from `step`.
            field: index into FIELDS.
            chosen: for each row the values of the earlier fields.
        """
        n = self.head_units
        part = hidden[:, field * n : (field + 1) * n]
        single = len(chosen) == 1  # One row needs no gathering, and is what is played most.
        for i, table in enumerate(self._after[field]):
            part = part + (table[chosen[0][i]] if single else table[[row[i] for row in chosen]])
        kernel, bias = self._heads[field]
        out: Floats = np.maximum(part, 0) @ kernel
        out += bias
        return out


def _gates(weights: Floats) -> Floats:
    """Keras' gate columns i, f, candidate, o → i, f, o (halved, see above), candidate."""
    i, f, candidate, o = np.split(weights, 4, axis=-1)
    return np.concatenate([i * _HALF, f * _HALF, o * _HALF, candidate], axis=-1)


def _cell(gates: Floats, c: Floats, n: int) -> tuple[Floats, Floats]:
    """The LSTM cell on gates as `_gates` orders them: the new (h, c)."""
    np.tanh(gates, out=gates)
    doors = gates[:, : 3 * n]
    doors += _ONE
    doors *= _HALF
    c = doors[:, n : 2 * n] * c
    c += doors[:, :n] * gates[:, 3 * n :]
    h: Floats = np.tanh(c)
    h *= doors[:, 2 * n :]
    return h, c


def _normalise(x: Floats, norm: tuple[Floats, Floats]) -> Floats:
    size = np.float32(x.shape[1])
    mean: Floats = np.add.reduce(x, axis=1, keepdims=True)
    centred = x - mean / size
    variance = np.einsum("ij,ij->i", centred, centred)[:, None] / size
    centred /= np.sqrt(variance + _EPSILON)
    centred *= norm[0]
    centred += norm[1]
    return centred
