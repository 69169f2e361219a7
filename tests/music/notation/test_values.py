"""Spans of a bar as written notes: what players read, and nothing lost or added."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.music.notation.values import Metre, Value, written

FOUR = Metre.of(4, 4, 96)
SIX = Metre.of(6, 8, 72)


def names(start: int, stop: int, metre: Metre = FOUR, *threes: int) -> list[str]:
    return [
        "3" * v.triplet + v.name + "." * v.dots
        for v in written(start, stop, metre, frozenset(threes))
    ]


@pytest.mark.parametrize(
    ("start", "stop", "wanted"),
    [
        (0, 96, ["whole"]),
        (0, 72, ["half."]),
        (24, 96, ["half."]),
        (0, 36, ["quarter", "eighth"]),
        (12, 36, ["quarter"]),  # the syncopation that everybody reads
        (36, 60, ["eighth", "eighth"]),  # but not across the middle of the bar
        (18, 24, ["16th"]),
        (6, 24, ["eighth."]),
        (6, 48, ["eighth.", "quarter"]),
    ],
)
def test_four_four(start: int, stop: int, wanted: list[str]) -> None:
    assert names(start, stop) == wanted


def test_six_eight_is_beaten_in_two() -> None:
    assert names(0, 36, SIX) == ["quarter."]
    assert names(0, 72, SIX) == ["half."]
    assert names(12, 36, SIX) == ["quarter"]
    assert names(24, 48, SIX) == ["eighth", "eighth"]


def test_thirds_of_a_beat() -> None:
    assert names(0, 16, FOUR, 0) == ["3quarter"]
    assert names(16, 24, FOUR, 0) == ["3eighth"]
    assert names(0, 24, FOUR, 0) == ["quarter"]


@given(st.integers(0, 31), st.integers(1, 32), st.sampled_from([FOUR, SIX, Metre.of(7, 8, 84)]))
def test_the_values_fill_the_span(start: int, length: int, metre: Metre) -> None:
    first = 3 * start % metre.length
    stop = min(first + 3 * length, metre.length)
    values: list[Value] = list(written(first, stop, metre, frozenset()))
    assert sum(v.length for v in values) == stop - first
    at = first
    for value in values:
        assert value.start == at
        at += value.length
