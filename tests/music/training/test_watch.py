"""The watch over a network in training: random weights write no music, and a run says so."""

from dataclasses import replace

import numpy as np
import pytest

from backend.music.events import encode
from backend.music.events.vocabulary import DRUM_BASE, SHIFT
from backend.music.lstm.config import NetworkConfig
from backend.music.score import Role
from backend.music.training.plans import plans_of
from backend.music.training.shard import pack
from backend.music.training.watch import Watch
from tests.music.networks import random_bundle
from tests.music.scores import band


@pytest.fixture(scope="module")
def shards():
    alone = [replace(score, tracks=score.tracks[:1]) for score in (band(12 + i) for i in range(3))]
    pieces = [encode(score, roles=_tune(score)) for score in alone]
    names = [(f"{i}.mid", str(i)) for i in range(3)]
    return [pack("jazz", pieces, names, [False, False, True])]


def _tune(score):
    return [np.full(len(track.notes), int(Role.MELODY), np.uint8) for track in score.tracks]


def test_plans_hold_the_training_songs_only(shards):
    songs, plan, _ = plans_of(shards)
    assert len(songs) == 2
    assert len(plan) == songs["bars"].sum()
    assert songs["first_bar"].tolist() == [0, songs["bars"][0]]


def test_a_network_stuck_on_one_note_is_seen(shards):
    bundle = random_bundle(units=16)
    weights = dict(bundle.weights)
    stuck = np.full_like(weights["head_pitch/1"], -50)
    stuck[SHIFT:DRUM_BASE:12] = 50  # the C of every octave
    weights["head_pitch/1"] = stuck
    watch = Watch("jazz", shards, NetworkConfig(units=16, head_units=16))
    assert watch(weights) >= 0.5
    assert watch(bundle.weights) < 0.5
