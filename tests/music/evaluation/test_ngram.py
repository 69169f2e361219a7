"""The n-gram is a probability, knows what it has counted, and backs off from what it has not."""

import numpy as np
import pytest

from backend.music.errors import MissingDataError
from backend.music.evaluation.likelihood import (
    chosen_songs,
    counting_nats,
    learnt_songs,
)
from backend.music.evaluation.ngram import DISCOUNT, NGram
from backend.music.events import FIELDS, SIZES
from backend.music.training.feeder import songs_of
from tests.music.evaluation.pieces import pumping, shard, waltzing


def songs(count: int, length: int = 60, seed: int = 0) -> list[np.ndarray]:
    rng = np.random.default_rng(seed)
    columns = [rng.integers(0, min(SIZES[f], 6), (count, length)) for f in FIELDS]
    return list(np.stack(columns, axis=2))


@pytest.mark.parametrize("field", range(5))
@pytest.mark.parametrize("order", [1, 2, 4])
def test_the_probabilities_of_all_values_sum_to_one(field, order):
    counts = NGram(field, order)
    learnt = songs(3)
    counts.learn(learnt, [np.ones(60, bool)] * 3)
    song = songs(1, seed=5)[0]
    total = sum(
        counts.probabilities(song, np.full(60, value)) for value in range(SIZES[FIELDS[field]])
    )
    np.testing.assert_allclose(total, 1)


def test_a_unigram_is_how_often_each_value_came():
    counts = NGram(4, order=1)
    song = np.zeros((10, 5), np.int64)
    song[:3, 4] = 2
    counts.learn([song], [np.ones(10, bool)])
    size = SIZES["velocity"]
    assert counts.probabilities(song[:1], np.array([2]))[0] == (3 + 2 / size) / 12
    assert counts.probabilities(song[:1], np.array([5]))[0] == (0 + 2 / size) / 12


def test_contexts_of_several_events_are_learnt():
    # The field repeats with a period of three events; nothing else changes.
    song = np.zeros((90, 5), np.int64)
    song[:, 0] = np.arange(90) % 3
    counts = NGram(0)
    counts.learn([song], [np.ones(90, bool)])
    right = counts.probabilities(song, song[:, 0])[5:]
    assert right.min() > 0.95
    assert right.max() < 1
    assert DISCOUNT < 1


def test_masked_events_are_not_counted():
    song = np.zeros((10, 5), np.int64)
    song[5:, 4] = 3
    counts = NGram(4, order=1)
    counts.learn([song], [np.arange(10) < 5])
    assert counts.probabilities(song[:1], np.array([3]))[0] < 0.05


def test_counting_predicts_its_own_style_better_and_long_contexts_help():
    made = shard("rock", [pumping(i) for i in range(8)], held_out=2)
    other = shard("rock", [waltzing(i) for i in range(8)], held_out=2)
    held_out = chosen_songs(songs_of(made, held_out=True))
    own, unigram, foreign = (
        counting_nats(learnt_songs([made]), held_out),
        counting_nats(learnt_songs([made]), held_out, order=1),
        counting_nats(learnt_songs([other]), held_out),
    )
    assert own["total"] < 0.5 * unigram["total"]
    assert own["total"] < foreign["total"]
    assert own["total"] == pytest.approx(sum(own[f] for f in FIELDS))
    assert len(learnt_songs([made])) == 6


def test_a_genre_without_held_out_songs_says_so():
    with pytest.raises(MissingDataError, match="held-out"):
        chosen_songs([])
