"""The step: one event read by a network, and the logits of the next, as compiled kernels.

Several pieces (rows) are read side by side, so that each weight is fetched once for all of them.
"""

import numpy as np
import numpy.typing as npt

from backend.music.compiled import Number, kernel, view
from backend.music.events.vocabulary import ROLES
from backend.music.lstm.inputs import COUNTS
from backend.music.lstm.layout import (
    AFTER,
    AFTER_AT,
    AFTER_ROWS,
    BIAS2,
    COLUMN_AT,
    COLUMNS,
    COUNT,
    FIELD_AT,
    H_STEPS,
    HEAD_UNITS,
    HEADS,
    HEADS_BIAS,
    HEADS_STEP,
    HIDDEN,
    HIDDEN_BIAS,
    KERNEL2,
    NORM_STEPS,
    RECALL,
    RECURRENT1,
    RECURRENT2,
    SEEN,
    START,
    TABLE,
    TABLE_STEP,
    UNITS,
    Ints,
)  # fmt: skip
from backend.music.lstm.numbers import Floats, Shorts, f32, largest, normalise, shorten, tanh
from backend.music.lstm.products import add_products
from backend.music.lstm.vectors import OUTPUTS

Flags = npt.NDArray[np.bool_]
HALF, ONE = f32(0.5), f32(1)


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
