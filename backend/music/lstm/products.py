"""Products: activations in whole steps times weights in whole steps, added up as integers.

Integers give the same sum in any order, so that a processor may add as many at a time as it can.
Numba cannot say "multiply pairs of short numbers and add them", which every processor of today
does in one instruction; `_multiply_block` says it to LLVM in vectors of its own.
"""

from typing import Any

import numpy as np
import numpy.typing as npt
from llvmlite import ir
from numba import types
from numba.core import cgutils as untyped
from numba.extending import intrinsic

from backend.music.compiled import kernel
from backend.music.lstm.numbers import Floats, Shorts

cgutils: Any = untyped
Bytes = npt.NDArray[np.int8]

OUTPUTS = 16  # of a block: as many 32-bit sums as the widest registers hold
PAIRS = 4  # of inputs at a time, each with sums of its own, so that none waits for another
INPUTS = 2 * PAIRS


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
    step = (size / np.float32(steps)).astype(np.float32)
    return np.ascontiguousarray(order).reshape(blocks, inputs * OUTPUTS), step


@kernel
def add_products(
    x: Shorts, weights: Bytes, size: Floats, share: np.float32, out: Floats, start: int
) -> None:
    """Add `share` × `x` (rows, inputs) times packed weights to `out`, from column `start` on."""
    sums = np.empty(OUTPUTS, np.int32)
    outputs = len(size)
    for block in range(len(weights)):
        at = block * OUTPUTS
        for k in range(len(x)):
            _multiply_block(x[k], weights[block], sums)
            row = out[k]
            for j in range(min(OUTPUTS, outputs - at)):
                row[start + at + j] += share * size[at + j] * np.float32(sums[j])


def _in_vectors(typing: Any, x: Any, weights: Any, sums: Any) -> Any:  # noqa: ARG001
    """`sums` (OUTPUTS,) = `x` (inputs,) times one block of packed weights."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        x, weights, sums = (
            context.make_array(kind)(context, builder, argument)
            for kind, argument in zip(signature.args, arguments, strict=True)
        )
        byte, short, word, long = (ir.IntType(bits) for bits in (8, 16, 32, 64))
        vector = ir.VectorType(word, OUTPUTS)
        wide = ir.VectorType(word, 2 * OUTPUTS)
        nothing = ir.Constant(vector, ir.Undefined)
        totals = [
            cgutils.alloca_once_value(builder, ir.Constant(vector, [0] * OUTPUTS))
            for _ in range(PAIRS)
        ]
        for total in totals:
            builder.store(ir.Constant(vector, [0] * OUTPUTS), total)
        pairs_of_x = builder.bitcast(x.data, word.as_pointer())
        (count,) = cgutils.unpack_tuple(builder, x.shape)
        pairs = builder.udiv(count, long(2))

        def every_other(values: Any, first: int) -> Any:
            chosen = ir.Constant(vector, list(range(first, 2 * OUTPUTS, 2)))
            return builder.shuffle_vector(values, ir.Constant(wide, ir.Undefined), chosen)

        with cgutils.for_range_slice(builder, long(0), pairs, long(PAIRS)) as (first, _):
            for number, total in enumerate(totals):
                pair = builder.add(first, long(number))
                both = builder.load(builder.gep(pairs_of_x, [pair]))
                both.align = 2
                one = builder.insert_element(nothing, both, word(0))
                same = builder.shuffle_vector(one, nothing, ir.Constant(vector, [0] * OUTPUTS))
                values = builder.bitcast(same, ir.VectorType(short, 2 * OUTPUTS))
                start = builder.gep(weights.data, [builder.mul(pair, long(2 * OUTPUTS))])
                pointer = builder.bitcast(start, ir.VectorType(byte, 2 * OUTPUTS).as_pointer())
                loaded = builder.load(pointer)
                loaded.align = 1
                product = builder.mul(builder.sext(values, wide), builder.sext(loaded, wide))
                added = builder.add(every_other(product, 0), every_other(product, 1))
                builder.store(builder.add(builder.load(total), added), total)
        result = builder.load(totals[0])
        for total in totals[1:]:
            result = builder.add(result, builder.load(total))
        stored = builder.store(result, builder.bitcast(sums.data, vector.as_pointer()))
        stored.align = 4
        return context.get_dummy_value()

    return types.void(x, weights, sums), generate


_multiply_block: Any = intrinsic(_in_vectors)
