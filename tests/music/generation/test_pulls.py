"""Pulls lean to the scale and to the chord that sounds, to its root below, and to nothing else."""

import numpy as np

from backend.music.events import vocabulary as v
from backend.music.generation.pulls import pitch_bias
from backend.music.lstm.inputs import NO_CHORD
from backend.music.theory import CHORD_TONES, chord_index


def value(pitch: int) -> int:
    return pitch + v.SHIFT


def test_without_a_pull_nothing_leans():
    assert not pitch_bias(0, 0)[:, : v.CHORD_BASE].any()


def test_notes_of_a_chord_are_pulled_and_its_root_most_in_the_bass():
    bias = pitch_bias(0, 1.5)[chord_index("Dm7")]
    high = bias[value(60) : value(72)]
    np.testing.assert_array_equal(high > 0, CHORD_TONES[chord_index("Dm7")])
    assert len(set(high[high > 0].tolist())) == 1
    assert bias[value(38)] > bias[value(41)] == bias[value(62)] > 0
    assert not bias[v.DRUM_BASE : v.CHORD_BASE].any()


def test_where_no_chord_is_known_only_the_scale_pulls():
    for chord in (0, NO_CHORD):
        assert not pitch_bias(0, 2)[chord][: v.CHORD_BASE].any()
        assert pitch_bias(1, 2)[chord][value(60) : value(72)].tolist() == [
            1, 0, 1, 0, 1, 1, 0, 1, 0, 1, 0, 1,
        ]  # fmt: skip
