"""The watch over a network in training: random weights write no music, and a run says so."""

import numpy as np
import pytest

from backend.music.events import encode
from backend.music.lstm.config import NetworkConfig
from backend.music.training.plans import plans_of
from backend.music.training.shard import pack
from backend.music.training.watch import Watch
from tests.music.networks import random_bundle
from tests.music.scores import band


@pytest.fixture(scope="module")
def shards():
    pieces = [encode(band(12 + i)) for i in range(3)]
    names = [(f"{i}.mid", str(i)) for i in range(3)]
    return [pack("jazz", pieces, names, [False, False, True])]


def test_plans_hold_the_training_songs_only(shards):
    songs, plan = plans_of(shards)
    assert len(songs) == 2
    assert len(plan) == songs["bars"].sum()
    assert songs["first_bar"].tolist() == [0, songs["bars"][0]]


def test_a_network_stuck_on_one_note_is_seen(shards):
    bundle = random_bundle(units=16)
    weights = dict(bundle.weights)
    stuck = np.full_like(weights["head_pitch/1"], -50)
    stuck[66] = 50
    weights["head_pitch/1"] = stuck
    watch = Watch("jazz", shards, NetworkConfig(units=16, head_units=16))
    assert watch(weights) == 1
    assert watch(bundle.weights) < 1
