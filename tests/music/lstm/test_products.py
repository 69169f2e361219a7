"""Products are exact sums of whole numbers, however many outputs and rows there are."""

import numpy as np
import pytest

from backend.music.lstm.products import INPUTS, add_products, packed
from backend.music.lstm.vectors import OUTPUTS


@pytest.mark.parametrize("outputs", [1, OUTPUTS, OUTPUTS + 1, 5 * OUTPUTS - 2])
@pytest.mark.parametrize("rows", [1, 2, 3, 4, 7])
def test_products_are_those_of_whole_numbers(outputs, rows):
    rng = np.random.default_rng(outputs)
    whole = rng.integers(-127, 128, (4 * INPUTS, outputs))
    whole[0] = 127  # the largest of each output, so that a step is worth 1
    x = rng.integers(-20_000, 20_000, (rows, 4 * INPUTS)).astype(np.int16)
    weights, size = packed(whole.astype(np.float32))
    out = np.ones((rows, outputs + 2), np.float32)
    add_products(x, weights, size, np.float32(0.5), out, 1)
    expected = 1 + np.float32(0.5) * (x.astype(np.int64) @ whole).astype(np.float32)
    np.testing.assert_array_equal(out[:, 1:-1], expected)
    assert (out[:, [0, -1]] == 1).all()


def test_weights_are_rounded_to_a_step_of_their_output():
    weights = np.random.default_rng(0).normal(0, 1, (INPUTS, 5)).astype(np.float32)
    _, size = packed(weights, steps=10)
    np.testing.assert_allclose(size * 10 * 127, np.abs(weights).max(axis=0), rtol=1e-6)
