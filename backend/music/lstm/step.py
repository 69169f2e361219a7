"""The step: one event read by a network, and the logits of the next, as compiled kernels.

Several pieces (rows) are read side by side, so that each weight is fetched once for all of them.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from backend.music.compiled import Number, kernel, view
from backend.music.events import FIELDS, SIZES
from backend.music.events.vocabulary import ROLES
from backend.music.lstm.inputs import CONDITIONS, COUNTS, LOOKED
from backend.music.lstm.numbers import Floats, Shorts, f32, largest, normalise, shorten, tanh
from backend.music.lstm.products import Bytes, add_products
from backend.music.lstm.vectors import OUTPUTS

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

# The columns of a step's inputs: the event, those looked at, the conditions.
SEEN = len(FIELDS) * (1 + LOOKED)
COLUMNS = SEEN + len(CONDITIONS)
GENRE = SEEN
RECALL = COLUMNS - 1  # the one condition that changes with every event
_SIZES = [SIZES[f] for f in FIELDS]
# Where each column's rows begin in the table, and in the end how many there are.
COLUMN_AT = np.cumsum([0, *_SIZES * (1 + LOOKED), *CONDITIONS.values()])
# Where each field's logits begin among all, and its tables of the fields chosen before it.
FIELD_AT = np.cumsum([0, *_SIZES])
AFTER_AT = np.zeros((len(FIELDS), len(FIELDS)), np.int64)
AFTER_ROWS = 0
for _field in range(len(FIELDS)):
    for _earlier in range(_field):
        AFTER_AT[_field, _earlier] = AFTER_ROWS
        AFTER_ROWS += _SIZES[_earlier]

# Activations are told in whole steps, so that products are sums of integers, which are the same in
# any order: h lies within ±1, and normalised values of n units within ±√n.
H_STEPS, NORM_STEPS = f32(1 << 14), f32(1 << 10)
MOST_UNITS = 1024
assert np.sqrt(MOST_UNITS) * NORM_STEPS <= np.iinfo(np.int16).max + 1
assert np.iinfo(np.int32).max > MOST_UNITS * H_STEPS * 127
HALF, ONE = f32(0.5), f32(1)


class Network(NamedTuple):
    """A network's weights as the kernels read them; made by `runtime.Runtime`.

    With u units, h head units and w = 5u (what the residual and the four gates take): `table`
    (rows, w) in steps of `table_step` (1,); `counts` (39, w); `start` (w,); the four large matrices
    as `products.packed` makes them, with what a step of each output is worth; biases; `after`
    (rows, h), what a head is told of the fields before it; and a packed matrix a head.
    """

    table: Shorts
    table_step: Floats
    counts: Floats
    start: Floats
    recurrent1: Bytes
    recurrent1_step: Floats
    kernel2: Bytes
    kernel2_step: Floats
    recurrent2: Bytes
    recurrent2_step: Floats
    bias2: Floats
    hidden: Bytes
    hidden_step: Floats
    hidden_bias: Floats
    after: Floats
    heads_step: Floats
    heads_bias: Floats
    head_position: Bytes
    head_role: Bytes
    head_pitch: Bytes
    head_duration: Bytes
    head_velocity: Bytes

    def addresses(self) -> Ints:
        """Where the arrays lie, and then u and h: all that kernels are given of a network.

        Numba compiles many times longer if dozens of arrays are handed from kernel to kernel. The
        network must be kept for as long as its addresses are used.
        """
        units = len(self.bias2) // 4
        sizes = [units, len(self.hidden_bias) // len(FIELDS)]
        assert all(array.flags.c_contiguous for array in self)
        return np.array([*(array.ctypes.data for array in self), *sizes], np.int64)


(
    TABLE, TABLE_STEP, COUNT, START, RECURRENT1, RECURRENT1_STEP, KERNEL2, KERNEL2_STEP, RECURRENT2,
    RECURRENT2_STEP, BIAS2, HIDDEN, HIDDEN_STEP, HIDDEN_BIAS, AFTER, HEADS_STEP, HEADS_BIAS, HEADS,
) = range(18)  # fmt: skip
assert Network._fields[HEADS_BIAS] == "heads_bias"
UNITS, HEAD_UNITS = len(Network._fields), len(Network._fields) + 1


def memory_size(network: Network) -> int:
    """What a network carries from event to event, as one row of numbers.

    h and c of the first layer and of the second (u each); what the conditions and the planned
    counts bring (w); what the heads start from (5 × h).
    """
    units = len(network.bias2) // 4
    return 9 * units + len(network.hidden_bias)


@kernel
def step(net: Ints, memory: Floats, rows: Ints, inputs: Ints, counts: Floats, news: Flags) -> None:
    """Read an event in each of `rows`, moving `memory` on.

    Args:
        net: addresses of the network.
        memory: (all rows, `memory_size`), zeros before the first event.
        rows: (n,) those that read.
        inputs: (n, COLUMNS) values.
        counts: (n, 39) as `inputs.count_features` makes them.
        news: (n,) whether conditions (but for recall) or planned counts have changed.
    """
    n, u, outputs = len(rows), net[UNITS], 5 * net[HEAD_UNITS]
    pre = np.empty((n, 5 * u), np.float32)
    first = np.empty((n, u), np.int16)
    second = np.empty((n, u), np.int16)
    spare = np.empty(u, np.float32)
    for k in range(n):
        told = memory[rows[k], 4 * u : 9 * u]
        if news[k]:
            told[:] = view(net[START], (5 * u,), f32)
            _add_rows(net, inputs[k], SEEN, RECALL, told)
            _add_counts(net, counts[k], 0, ROLES, told)
        pre[k] = told
        _add_rows(net, inputs[k], 0, SEEN, pre[k])
        _add_rows(net, inputs[k], RECALL, COLUMNS, pre[k])
        _add_counts(net, counts[k], ROLES, COUNTS, pre[k])
        shorten(memory[rows[k], :u], H_STEPS, first[k])
        shorten(memory[rows[k], 2 * u : 3 * u], H_STEPS, second[k])
    _multiply(net, first, RECURRENT1, pre, u, 4 * u)
    for k in range(n):
        h, c = memory[rows[k], :u], memory[rows[k], u : 2 * u]
        _cell(pre[k, u:], c, h)
        normalise(h, spare)
        shorten(spare, NORM_STEPS, first[k])
        for i in range(u):
            pre[k, i] += h[i]
        pre[k, u:] = view(net[BIAS2], (4 * u,), f32)
    _multiply(net, first, KERNEL2, pre, u, 4 * u)
    _multiply(net, second, RECURRENT2, pre, u, 4 * u)
    out = np.empty((n, outputs), np.float32)
    for k in range(n):
        h, c = memory[rows[k], 2 * u : 3 * u], memory[rows[k], 3 * u : 4 * u]
        _cell(pre[k, u:], c, h)
        for i in range(u):
            pre[k, i] += h[i]
        normalise(pre[k, :u], spare)
        shorten(spare, NORM_STEPS, first[k])
        out[k] = view(net[HIDDEN_BIAS], (outputs,), f32)
    _multiply(net, first, HIDDEN, out, 0, outputs)
    for k in range(n):
        memory[rows[k], 9 * u :] = out[k]


@kernel
def _multiply(net: Ints, x: Shorts, part: int, out: Floats, start: int, outputs: int) -> None:
    """Add `x` times one of the large matrices to the columns of `out` from `start` on."""
    shape = (-(-outputs // OUTPUTS), x.shape[1] * OUTPUTS)
    weights = view(net[part], shape, np.int8)
    size = view(net[part + 1], (outputs,), f32)
    add_products(x, weights, size, ONE, out, start)


@kernel
def _add_rows(net: Ints, inputs: Ints, first: int, last: int, out: Floats) -> None:
    """Add the table's rows of some columns; one walk over `out` for five of them."""
    table = view(net[TABLE], (COLUMN_AT[-1], len(out)), np.int16)
    size = view(net[TABLE_STEP], (1,), f32)[0]
    whole = first + (last - first) // 5 * 5
    for c in range(first, whole, 5):
        one = table[COLUMN_AT[c] + inputs[c]]
        two = table[COLUMN_AT[c + 1] + inputs[c + 1]]
        three = table[COLUMN_AT[c + 2] + inputs[c + 2]]
        four = table[COLUMN_AT[c + 3] + inputs[c + 3]]
        five = table[COLUMN_AT[c + 4] + inputs[c + 4]]
        for i in range(len(out)):
            some = np.int32(np.int32(one[i]) + np.int32(two[i]))
            more = np.int32(np.int32(three[i]) + np.int32(four[i]))
            out[i] += size * f32(np.int32(np.int32(some + more) + np.int32(five[i])))
    for c in range(whole, last):
        row = table[COLUMN_AT[c] + inputs[c]]
        for i in range(len(out)):
            out[i] += size * f32(row[i])


@kernel
def _add_counts(net: Ints, counts: Floats, first: int, last: int, out: Floats) -> None:
    weights = view(net[COUNT], (COUNTS, len(out)), f32)
    for column in range(first, last):
        count = counts[column]
        if count != 0:
            row = weights[column]
            for i in range(len(out)):
                out[i] += count * row[i]


@kernel
def _cell(gates: Floats, c: Floats, h: Floats) -> None:
    """The LSTM cell; gates are i, f, o (of halved weights: a sigmoid is a tanh), candidate."""
    n = len(c)
    tanh(gates)
    for i in range(n):
        keep, add = HALF * gates[n + i] + HALF, HALF * gates[i] + HALF
        c[i] = keep * c[i] + add * gates[3 * n + i]
        h[i] = c[i]
    tanh(h)
    for i in range(n):
        h[i] *= HALF * gates[2 * n + i] + HALF


@kernel
def add_logits(
    net: Ints, memory: Floats, field: Number, chosen: Ints, weight: np.float32, out: Floats
) -> None:
    """Add `weight` × the logits of a field to `out`.

    Args:
        net: addresses of the network.
        memory: (`memory_size`,) one piece's row.
        field: index into FIELDS.
        chosen: (5,); the values before `field` are read.
        weight: of this network among those that speak.
        out: (size of the field,).
    """
    h, n = net[HEAD_UNITS], len(out)
    bias = view(net[HEADS_BIAS], (FIELD_AT[-1],), f32)[FIELD_AT[field] :]
    for j in range(n):
        out[j] += weight * bias[j]
    start = 9 * net[UNITS] + field * h
    part = memory[start : start + h].copy()
    after = view(net[AFTER], (AFTER_ROWS, h), f32)
    for earlier in range(field):
        row = after[AFTER_AT[field, earlier] + chosen[earlier]]
        for i in range(h):
            part[i] += row[i]
    most = largest(part)
    if most <= 0:
        return
    for i in range(h):
        part[i] = max(part[i], f32(0))
    whole = np.empty((1, h), np.int16)
    shorten(part, H_STEPS / most, whole[0])
    weights = view(net[HEADS + field], (-(-n // OUTPUTS), h * OUTPUTS), np.int8)
    size = view(net[HEADS_STEP], (FIELD_AT[-1],), f32)[FIELD_AT[field] : FIELD_AT[field + 1]]
    add_products(whole, weights, size, weight * most / H_STEPS, out.reshape(1, n), 0)
