"""Products: activations in whole steps times weights in whole steps, added up as integers.

Integers give the same sum in any order, so that a processor may add as many at a time as it can.
"""

import math

import numpy as np
import numpy.typing as npt

from backend.music.compiled import kernel
from backend.music.lstm.numbers import Floats, Shorts
from backend.music.lstm.vectors import OUTPUTS, PAIRS, four_rows, one_row, three_rows, two_rows

Bytes = npt.NDArray[np.int8]

INPUTS = 2 * PAIRS
LINE = 64  # bytes


def packed(weights: Floats, steps: float | np.float32 = 1.0) -> tuple[Bytes, Floats]:
    """Weights (inputs, outputs) in 255 steps an output, in the order in which they are read.

    Args:
        weights: inputs a multiple of INPUTS.
        steps: of one unit of the activations that will be multiplied with them.

    Returns:
        blocks of OUTPUTS outputs, pair of inputs by pair, filled up with zeros; and (outputs,)
        what one step of a sum is worth.
    """
    inputs, outputs = weights.shape
    assert inputs % INPUTS == 0, f"the number of inputs must be a multiple of {INPUTS}"
    largest = np.maximum(np.abs(weights).max(axis=0), np.float32(1e-12))
    size = largest / np.float32(127)
    blocks = -(-outputs // OUTPUTS)
    whole = np.zeros((inputs, blocks * OUTPUTS), np.int8)
    whole[:, :outputs] = np.rint(weights / size)
    order = whole.reshape(inputs // 2, 2, blocks, OUTPUTS).transpose(2, 0, 3, 1)
    out = _at_a_line(blocks, inputs * OUTPUTS)
    out.reshape(order.shape)[:] = order
    return out, (size / np.float32(steps)).astype(np.float32)


def _at_a_line(*shape: int) -> Bytes:
    """An empty array that begins with a line of the cache: no load of it needs two of them."""
    raw = np.empty(math.prod(shape) + LINE, np.int8)
    start = -raw.ctypes.data % LINE
    return raw[start:][: math.prod(shape)].reshape(shape)


@kernel
def add_products(
    x: Shorts, weights: Bytes, size: Floats, share: np.float32, out: Floats, start: int
) -> None:
    """Add `share` × `x` (rows, inputs) times packed weights to `out`, from column `start` on.

    Weights are widened once for all the rows of a block; that is most of what a row costs.
    """
    rows, blocks = len(x), len(weights)
    sums = np.empty((rows, blocks * OUTPUTS), np.int32)
    for block in range(blocks):
        k = 0
        while rows - k >= 4:
            four_rows(x, k, weights, block, sums)
            k += 4
        if rows - k == 3:
            three_rows(x, k, weights, block, sums)
        elif rows - k == 2:
            two_rows(x, k, weights, block, sums)
        elif rows - k == 1:
            one_row(x, k, weights, block, sums)
    for k in range(rows):
        row, summed = out[k, start:], sums[k]
        for j in range(len(size)):
            row[j] += share * size[j] * np.float32(summed[j])
