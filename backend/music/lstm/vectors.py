"""Vectors: products of short numbers with packed weights, as LLVM takes them.

Numba cannot say "multiply pairs of short numbers and add them", which every processor of today
does in one instruction; these functions say it to LLVM in vectors of its own.
"""

from itertools import product
from typing import Any

from llvmlite import ir
from llvmlite.binding import get_host_cpu_features
from numba import types
from numba.core import cgutils as untyped
from numba.extending import intrinsic

cgutils: Any = untyped

OUTPUTS = 16  # of a block of weights: as many 32-bit sums as the widest registers hold
PAIRS = 4  # of inputs that are read at a time, at most

_BYTE, _SHORT, _WORD, _LONG = (ir.IntType(bits) for bits in (8, 16, 32, 64))
_VECTOR = ir.VectorType(_WORD, OUTPUTS)
_WIDE = ir.VectorType(_WORD, 2 * OUTPUTS)
_SHORTS, _BYTES = (ir.VectorType(kind, 2 * OUTPUTS) for kind in (_SHORT, _BYTE))
_ZERO = ir.Constant(_VECTOR, [0] * OUTPUTS)


def _sums_of(rows: int, strands: int) -> Any:
    """A function for kernels: the sums of one block for `rows` rows of `x` from `first` on.

    It is given `x` (all rows, inputs), `first`, `weights` as `products.packed` makes them, the
    block, and `sums` (all rows, outputs) to write to. Weights are widened once for all rows;
    `strands` sums of each row are kept apart, so that no multiplication waits for the one before.
    """

    def typed(typing: Any, x: Any, first: Any, weights: Any, block: Any, sums: Any) -> Any:  # noqa: ARG001
        return types.void(x, first, weights, block, sums), generate

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        _, first, _, block, _ = arguments
        x, weights, sums = (
            context.make_array(signature.args[i])(context, builder, arguments[i]) for i in (0, 2, 4)
        )
        each = list(product(range(rows), range(strands)))
        totals = {one: cgutils.alloca_once_value(builder, _ZERO) for one in each}
        for total in totals.values():
            builder.store(_ZERO, total)
        pairs_of_x = [_row(builder, x, builder.add(first, _LONG(k)), _WORD) for k in range(rows)]
        pairs_of_weights = _row(builder, weights, block, _BYTES)
        _, inputs = cgutils.unpack_tuple(builder, x.shape)
        pairs = builder.udiv(inputs, _LONG(2))
        with cgutils.for_range_slice(builder, _LONG(0), pairs, _LONG(strands)) as (begin, _):
            for strand in range(strands):
                pair = builder.add(begin, _LONG(strand))
                loaded = builder.load(builder.gep(pairs_of_weights, [pair]))
                loaded.align = 1
                widened = builder.sext(loaded, _WIDE)
                for k in range(rows):
                    added = _pair_times(builder, builder.gep(pairs_of_x[k], [pair]), widened)
                    total = totals[k, strand]
                    builder.store(builder.add(builder.load(total), added), total)
        column = builder.mul(block, _LONG(OUTPUTS))
        for k in range(rows):
            result = builder.load(totals[k, 0])
            for strand in range(1, strands):
                result = builder.add(result, builder.load(totals[k, strand]))
            row = _row(builder, sums, builder.add(first, _LONG(k)), _WORD)
            here = builder.bitcast(builder.gep(row, [column]), _VECTOR.as_pointer())
            builder.store(result, here).align = 4
        return context.get_dummy_value()

    return intrinsic(typed)


def _row(builder: Any, array: Any, row: Any, kind: Any) -> Any:
    """Where a row of a matrix begins, as a pointer to things of one kind."""
    _, length = cgutils.unpack_tuple(builder, array.shape)
    start = builder.gep(array.data, [builder.mul(row, length)])
    return builder.bitcast(start, kind.as_pointer())


def _pair_times(builder: Any, place: Any, widened: Any) -> Any:
    """Two short numbers that lie at a place, times the pairs of weights of all outputs."""
    nothing = ir.Constant(_VECTOR, ir.Undefined)
    both = builder.load(place)
    both.align = 2
    same = builder.shuffle_vector(builder.insert_element(nothing, both, _WORD(0)), nothing, _ZERO)
    values = builder.sext(builder.bitcast(same, _SHORTS), _WIDE)
    products = builder.mul(values, widened)
    unused = ir.Constant(_WIDE, ir.Undefined)
    evens, odds = (
        builder.shuffle_vector(
            products, unused, ir.Constant(_VECTOR, list(range(begin, 2 * OUTPUTS, 2)))
        )
        for begin in (0, 1)
    )
    return builder.add(evens, odds)


one_row, two_rows, three_rows = (_sums_of(rows, PAIRS) for rows in (1, 2, 3))
# Sixteen sums fit into the registers of AVX-512; elsewhere there is room for eight.
_IS_WIDE = get_host_cpu_features().get("avx512bw", False)
four_rows = _sums_of(4, PAIRS if _IS_WIDE else PAIRS // 2)
