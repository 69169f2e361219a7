"""Chord slots: where bars of each metre are halved, and that slots cover the bars."""

from fractions import Fraction

import numpy as np
import pytest

from backend.music.score import METRE, Score, bars_of
from backend.music.theory import chord_slots, half_position


@pytest.mark.parametrize(
    ("metre", "quarters"),
    [
        ((4, 4), 2), ((2, 2), 2), ((5, 4), 3), ((6, 4), 3), ((6, 8), 1.5), ((9, 8), 3),
        ((12, 8), 3), ((2, 4), None), ((3, 4), None), ((3, 8), None), ((5, 8), None),
        ((12, 16), None), ((1, 4), None), ((7, 8), 2), ((7, 4), 4), ((3, 2), 4), ((8, 8), 2),
        ((1, 1), 2), ((15, 8), 4.5),
    ],
)  # fmt: skip
def test_where_the_second_chord_stands(metre: tuple[int, int], quarters: float | None) -> None:
    assert half_position(*metre) == (None if quarters is None else Fraction(quarters))


def test_the_half_lies_inside_every_bar() -> None:
    for denominator in (1, 2, 4, 8, 16, 32):
        for numerator in range(1, 40):
            half = half_position(numerator, denominator)
            assert half is None or 0 < half < Fraction(4 * numerator, denominator)


def test_slots_follow_the_metres_and_leave_no_gap() -> None:
    metres = np.array([(0, 4, 4), (960, 3, 4), (1680, 6, 8), (2040, 5, 4)], METRE)
    bars = bars_of(Score(120, (), metres=metres), end=2640)
    starts, ends, bar_index, is_half = chord_slots(bars, 120)
    assert starts.tolist() == [0, 240, 480, 720, 960, 1320, 1680, 1860, 2040, 2400]
    assert ends.tolist() == [*starts[1:].tolist(), 2640]
    assert bar_index.tolist() == [0, 0, 1, 1, 2, 3, 4, 4, 5, 5]
    assert is_half.tolist() == [False, True] * 2 + [False, False] + [False, True] * 2


def test_a_bar_cut_off_before_its_half_has_one_slot() -> None:
    metres = np.array([(0, 4, 4), (1440, 2, 4)], METRE)
    score = Score(480, (), metres=metres)  # the 4/4 bar has only three quarters
    starts, ends, _, is_half = chord_slots(bars_of(score, end=2400), 480)
    assert starts.tolist() == [0, 960, 1440]
    assert ends.tolist() == [960, 1440, 2400]
    assert is_half.tolist() == [False, True, False]
    shorter = Score(480, (), metres=np.array([(0, 4, 4), (960, 2, 4)], METRE))
    starts, ends, _, is_half = chord_slots(bars_of(shorter, end=1920), 480)
    assert starts.tolist() == [0, 960]
    assert not is_half.any()
