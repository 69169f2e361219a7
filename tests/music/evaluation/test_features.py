"""The descriptors see notes and nothing but notes."""

import numpy as np
import pytest

from backend.music.evaluation.closeness import mean_closeness, overlaps, spreads
from backend.music.score import KEY_CHANGE, Role, Score, Track
from backend.music.style.consistency import closeness
from backend.music.style.features import describe, vector
from tests.music.evaluation.pieces import material, pumping, waltzing, with_programs
from tests.music.scores import notes


def one_track(*rows: tuple[float, float, int], role: Role = Role.MELODY) -> Score:
    key = np.array([(0, 0, False)], KEY_CHANGE)
    return Score(480, (Track(notes(*rows), 0, role is Role.DRUMS, role=role),), keys=key)


@pytest.mark.parametrize("program", [24, 56, 118, 127])
def test_changing_all_instruments_changes_nothing(program):
    for piece in (pumping(1), waltzing(1)):
        before = vector(material(piece))
        assert (vector(material(with_programs(piece, program))) == before).all()


def test_every_piece_has_the_same_finite_descriptors():
    pieces = [
        pumping(2), waltzing(2), one_track((0, 1, 60)), one_track((0, 1, 36), role=Role.DRUMS),
    ]  # fmt: skip
    described = [describe(material(piece)) for piece in pieces]
    assert len({tuple(d) for d in described}) == 1
    assert len(described[0]) > 200
    assert np.isfinite([list(d.values()) for d in described]).all()


def test_drums_are_described_by_their_place_in_the_bar():
    found = describe(material(pumping(3)))
    assert found["four on the floor"] == 1
    assert found["back beat"] == 1
    assert [found[f"kick {i}"] for i in range(16)] == [1, 0, 0, 0] * 4
    assert found["cymbal eighths"] == 1
    assert found["drums bar again"] == 1
    assert found["drums hits"] == 14
    assert describe(material(waltzing(3)))["drums hits"] == 0


def test_swing_is_told_from_straight_eighths():
    straight = one_track(*[(i / 2, 0.25, 42) for i in range(32)], role=Role.DRUMS)
    swung = one_track(*[(i // 2 + (i % 2) * 2 / 3, 0.25, 42) for i in range(32)], role=Role.DRUMS)
    assert describe(material(straight))["drums swing"] == 0
    assert describe(material(swung))["drums swing"] == 1


def test_the_bass_is_heard_against_its_chord():
    found = describe(material(pumping(4)))
    assert found["bass notes"] == 8
    assert found["bass on root"] > 0.8
    assert found["bass pumps"] > 0.7
    walk = one_track(*[(i, 1, 40 + i % 12) for i in range(32)], role=Role.BASS)
    assert describe(material(walk))["bass walks"] > 0.9


def test_an_excerpt_is_a_piece_of_its_own():
    whole = material(pumping(5, bars=24))
    part = whole.excerpt(8, 16)
    assert part.bars == 16
    assert part.bar.min() == 0
    assert part.onset.min() == 0
    assert len(part.pitch) < len(whole.pitch)
    assert describe(part)["four on the floor"] == 1


def test_closeness_is_what_can_be_counted_by_hand():
    scale = one_track(*[(i, 1, p) for i, p in enumerate((60, 62, 64, 65, 67, 69, 71, 66))])
    found = closeness(material(scale))
    assert found["pitch-class entropy"] == pytest.approx(3)
    assert found["scale consistency"] == pytest.approx(7 / 8)
    assert found["groove consistency"] == 1
    # The second bar has one onset of the first bar's four: 3 of 48 steps differ.
    uneven = one_track(*[(i, 1, 60) for i in range(4)], (4, 4, 60))
    assert closeness(material(uneven))["groove consistency"] == pytest.approx(1 - 3 / 48)


def test_sets_of_pieces_overlap_with_themselves_and_not_with_others():
    some = [material(pumping(i)) for i in range(6)]
    more = [material(pumping(i)) for i in range(6, 12)]
    others = [material(waltzing(i)) for i in range(6)]
    name = "pitch-class entropy"
    assert overlaps(some, some)[name] == pytest.approx(1, abs=0.02)
    assert overlaps(some, more)[name] > overlaps(some, others)[name]
    assert overlaps(some, others)[name] < 0.2
    assert mean_closeness(some[:1]) == closeness(some[0])


def test_groups_of_like_pieces_lie_nearer_than_groups_of_unlike_ones():
    alike = [material(pumping(seed)) for seed in range(10)]
    mixed = [*alike[:5], *(material(waltzing(seed)) for seed in range(5))]
    name = "pitch-class entropy"
    assert 0 < spreads(alike, 5)[name] < spreads(mixed, 5)[name]
    assert spreads(alike, 5) == spreads(alike, 500)  # half of all is the most there can be
