"""The planner gives exactly the bars, metre and roles asked for, out of real plans."""

import numpy as np
import pytest

from backend.music.events import encode
from backend.music.events.form import Form
from backend.music.generation.planner import Planner
from backend.music.score import Role
from backend.music.training.shard import pack
from tests.music.engines import forms_of
from tests.music.scores import band


@pytest.fixture(scope="module")
def planner():
    pieces = [
        encode(band(bars, *metre)) for bars, metre in ((20, (4, 4)), (9, (4, 4)), (12, (3, 4)))
    ]
    shard = pack("jazz", pieces, [("", "")] * 3, [False] * 3)
    return Planner(shard.songs, shard.plan, Form(*forms_of(pieces).values()))


@pytest.mark.parametrize("bars", [4, 9, 16, 64])
@pytest.mark.parametrize("metre", [(4, 4), (3, 4), (6, 8), (12, 8), (5, 4)])
def test_bars_and_metre_are_exact(planner, bars, metre):
    plan = planner.compose(bars, metre, None, None, np.random.default_rng(1)).rows
    assert len(plan) == bars
    assert set(plan["length"].tolist()) == {metre[0] * 48 // metre[1]}
    assert set(plan["numerator"].tolist()) == {metre[0]}


def test_only_the_roles_asked_for_are_planned_and_each_plays(planner):
    roles = frozenset({Role.MELODY, Role.DRUMS, Role.BRASS})
    band_plan = planner.compose(16, (4, 4), roles, None, np.random.default_rng(2))
    counts = band_plan.rows["counts"].sum(axis=0)
    assert {Role(i) for i in np.flatnonzero(counts)} == roles
    assert set(band_plan.programs) == roles


def test_left_alone_it_takes_the_band_of_the_genre(planner):
    plan = planner.compose(16, (4, 4), None, None, np.random.default_rng(3))
    assert set(plan.programs) == {Role.MELODY, Role.BASS, Role.DRUMS, Role.PIANO}
    real = planner.plan["counts"][planner.plan["length"] == 48].mean(axis=0)
    np.testing.assert_allclose(plan.rows["counts"].mean(axis=0), real, rtol=0.3, atol=0.2)


def test_the_last_bar_sounds(planner):
    planner.plan["counts"][8:29] = 0
    plan = planner.compose(16, (4, 4), None, None, np.random.default_rng(4)).rows
    assert plan["counts"][-1].any()


def test_a_player_who_mostly_rests_is_woken(planner):
    planner.plan["counts"][:, Role.BASS] = 0
    planner.plan["counts"][::4, Role.BASS] = 3
    plan = planner.compose(16, (4, 4), frozenset({Role.BASS}), None, np.random.default_rng(5)).rows
    assert (plan["counts"][:, Role.BASS] > 0).mean() >= 0.5


def test_a_piece_ends_as_its_song_does(planner):
    """The last bars are a song's own last bars, whatever lies before them."""
    for seed in range(8):
        band_plan = planner.compose(12, (3, 4), None, None, np.random.default_rng(seed))
        counts = band_plan.rows["counts"]
        song = planner.songs[2]
        own = planner.plan[song["first_bar"] :][: song["bars"]]["counts"]
        np.testing.assert_array_equal(counts[-2:], own[-2:])


def test_no_fuller_band_is_preferred():
    """A player who is in half of the songs is in about half of the plans."""
    pieces = [encode(band(20)), encode(band(20))]
    shard = pack("jazz", pieces, [("", "")] * 2, [False] * 2)
    shard.plan["counts"][20:, Role.PIANO] = 0
    some = Planner(shard.songs, shard.plan, Form(*forms_of(pieces).values()))
    found = [
        Role.PIANO in some.compose(16, (4, 4), None, None, np.random.default_rng(seed)).programs
        for seed in range(40)
    ]
    assert 0.25 < np.mean(found) < 0.75
