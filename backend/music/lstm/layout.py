"""Layout: the arrays that kernels read a network from, and where everything lies in them."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from backend.music.events import FIELDS, SIZES
from backend.music.lstm.inputs import CONDITIONS, LOOKED
from backend.music.lstm.numbers import Floats, Shorts, f32
from backend.music.lstm.products import Bytes

Ints = npt.NDArray[np.int64]

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
