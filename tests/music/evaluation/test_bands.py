"""Bands: notes per bar, counted by hand."""

import pytest

from backend.music.evaluation import bands
from backend.music.evaluation.bands import compare, parts_of
from backend.music.score import Role
from tests.music.evaluation.pieces import material, pumping, waltzing


def test_notes_per_bar_over_the_pieces_that_have_the_part():
    found = parts_of([material(pumping(1)), material(waltzing(1))])
    assert found[Role.DRUMS].notes == 14  # 4 kicks, 2 snares, 8 hats
    assert found[Role.DRUMS].share == 0.5
    # The waltz has one bass note in three quarters: 4/3 in four.
    assert found[Role.BASS].notes == pytest.approx((8 + 4 / 3) / 2)
    assert found[Role.BASS].share == 1
    assert Role.BRASS not in found


def test_silent_bars_count():
    piece = material(pumping(1, bars=8))
    drums = piece.role == Role.DRUMS
    muted = piece.excerpt(0, 8)
    muted.role[drums & (piece.bar >= 4)] = Role.PIANO
    assert parts_of([muted])[Role.DRUMS].notes == 7


def test_ratios_within_thirty_percent_fit():
    full = [material(pumping(i, bars=16)) for i in range(bands.FEWEST)]
    rows = {row.role: row for row in compare(full, full, full)}
    assert rows["drums"].ratio == 1
    assert rows["drums"].fits
    thin = [material(waltzing(i)) for i in range(bands.FEWEST)]
    rows = {row.role: row for row in compare(full, full, thin)}
    assert rows["bass"].ratio == pytest.approx(1 / 6)
    assert rows["bass"].fits is False
    assert rows["drums"].written.pieces == 0
    assert rows["drums"].fits is None


def test_rare_and_kept_parts_are_not_compared():
    full = [material(pumping(i, bars=16)) for i in range(bands.FEWEST)]
    rows = {row.role: row for row in compare(full, full, full[1:])}
    assert rows["drums"].ratio is None
    rows = {row.role: row for row in compare(full, full, full, frozenset({Role.MELODY}))}
    assert rows["melody"].ratio is None
    assert rows["bass"].ratio == 1
    assert rows["bass"].to_json()["fits"] is True


def test_pieces_of_one_song_are_one_draw():
    pieces = [material(pumping(1)), material(waltzing(1))]
    alone = parts_of(pieces)[Role.BASS].error
    thrice = parts_of(pieces * 3, ["pump", "waltz"] * 3)[Role.BASS]
    assert thrice.pieces == 6
    assert thrice.error == pytest.approx(alone)
    assert parts_of(pieces * 3)[Role.BASS].error < alone
