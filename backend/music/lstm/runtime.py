"""The runtime: a trained network made ready for the kernels of `step`, without TensorFlow.

Everything before the first LSTM is linear, so each embedding is multiplied once, at loading, with
the joining layer and the first LSTM's input weights: at run time an input is one row of a table. A
sigmoid is a tanh of half its argument; the halving is folded into the weights, so that all four
gates of a cell come out of one tanh. The gain and shift of a normalisation go into the layer
behind it. The large matrices are rounded to 255 steps an output, which fits them into a processor's
cache; `scripts/benchmark.py` measures what that costs in likelihood.
"""

from pathlib import Path

import numpy as np

from backend.music.events import FIELDS
from backend.music.lstm.bundle import Bundle, Weights, read_bundle, read_config
from backend.music.lstm.config import NetworkConfig
from backend.music.lstm.inputs import CONDITIONS, COUNTS, LOOKED
from backend.music.lstm.kept import kept_network
from backend.music.lstm.layout import H_STEPS, MOST_UNITS, NORM_STEPS, Network, memory_size
from backend.music.lstm.numbers import Floats, Shorts
from backend.music.lstm.products import packed

_TABLE_STEPS = 32767
_AT_ONCE = 256  # rows of the table


class Runtime:
    """One network ready to play. Built from a bundle in about a hundred milliseconds."""

    def __init__(self, bundle: Bundle) -> None:
        self._hold(_made(bundle))

    @classmethod
    def of(cls, folder: Path) -> "Runtime":
        """The network of a bundle's folder, made ready only once (see `read_bundle` for errors)."""
        config = read_config(folder)
        NetworkConfig.from_json(config)  # refuses another version's
        runtime = cls.__new__(cls)
        runtime._hold(kept_network(folder, config, lambda: _made(read_bundle(folder))))
        return runtime

    def _hold(self, network: Network) -> None:
        self.network = network
        self.addresses = network.addresses()
        self.memory_size = memory_size(network)


def _made(bundle: Bundle) -> Network:
    assert bundle.network.units <= MOST_UNITS, f"sums of more than {MOST_UNITS} units overflow"
    return _network(bundle.weights)


def _network(w: Weights) -> Network:
    kernel, recurrent1, bias1 = (_gates(w[f"lstm_1/{i}"]) for i in range(3))
    join = w["join/0"]
    tables, used = [], 0
    for name in (*FIELDS * (1 + LOOKED), *CONDITIONS):
        embedding = w[f"embed_{name}/0"]
        width = embedding.shape[1]
        tables.append(embedding @ join[used : used + width])
        used += width
    assert used + COUNTS == len(join), "the joining layer has another width than its inputs"
    table, table_step = _folded(tables, kernel)
    start = _onward(w["join/1"][None], kernel)[0]
    start[len(start) // 5 :] += bias1

    gain1, shift1 = w["norm_1/0"], w["norm_1/1"]
    kernel2, recurrent2, bias2 = (_gates(w[f"lstm_2/{i}"]) for i in range(3))
    hidden = np.concatenate([w[f"hidden_{f}/0"] for f in FIELDS], axis=1)
    gain2, shift2 = w["norm_2/0"], w["norm_2/1"]
    hidden_bias = np.concatenate([w[f"hidden_{f}/1"] for f in FIELDS])
    after = [w[f"{f}_after_{e}/0"] for i, f in enumerate(FIELDS) for e in FIELDS[:i]]
    heads = [packed(w[f"head_{f}/0"]) for f in FIELDS]
    return Network(
        table,
        table_step,
        _onward(join[used:], kernel),
        start,
        *packed(recurrent1, H_STEPS),
        *packed(gain1[:, None] * kernel2, NORM_STEPS),
        *packed(recurrent2, H_STEPS),
        bias2 + shift1 @ kernel2,
        *packed(gain2[:, None] * hidden, NORM_STEPS),
        hidden_bias + shift2 @ hidden,
        np.concatenate(after),
        np.concatenate([step for _, step in heads]),
        np.concatenate([w[f"head_{f}/1"] for f in FIELDS]),
        *(matrix for matrix, _ in heads),
    )


def _onward(x: Floats, kernel: Floats) -> Floats:
    """What joined inputs bring: to the residual themselves, to the gates times `kernel`."""
    units = x.shape[1]
    out = np.empty((len(x), units + kernel.shape[1]), np.float32)
    out[:, :units] = x
    np.matmul(x, kernel, out=out[:, units:])
    return out


def _folded(tables: list[Floats], kernel: Floats) -> tuple[Shorts, Floats]:
    """The rows of all tables, worked out onward, in 65,535 steps of one size.

    Sums of rows are sums of whole steps. No row can reach further than the longest row times the
    longest column of `kernel`; that bound costs less than a pass over the result, and a few rows at
    a time are worked out in the cache, so that twelve models do not leave holes of their size in
    memory.
    """
    rows = np.concatenate(tables)
    reach = _longest(rows) * max(1.0, _longest(kernel.T))
    size = np.float32(max(reach, 1e-12) / _TABLE_STEPS)
    out = np.empty((len(rows), rows.shape[1] + kernel.shape[1]), np.int16)
    for start in range(0, len(rows), _AT_ONCE):
        some = _onward(rows[start : start + _AT_ONCE], kernel)
        some /= size
        out[start : start + _AT_ONCE] = np.rint(some, out=some)
    return out, np.array([size])


def _longest(rows: Floats) -> float:
    return float(np.linalg.norm(rows, axis=1).max())


def _gates(weights: Floats) -> Floats:
    """Keras' gate columns i, f, candidate, o → i, f, o (halved, see above), candidate."""
    i, f, candidate, o = np.split(weights, 4, axis=-1)
    half = np.float32(0.5)
    return np.concatenate([i * half, f * half, o * half, candidate], axis=-1)
