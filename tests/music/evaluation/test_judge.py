"""The judge learns to tell styles apart, and never hears what it is tested on."""

import numpy as np
import pytest

from backend.music.errors import MissingDataError
from backend.music.evaluation import judge as court
from backend.music.evaluation.judge import Judge, judged_shards, training_songs, views_of
from backend.music.training.shard import save_shard
from tests.music.evaluation.pieces import material, pumping, shard, waltzing


@pytest.fixture(scope="module")
def judge():
    return Judge.train(
        {
            "rock": [material(pumping(i)) for i in range(20)],
            "folk": [material(waltzing(i)) for i in range(20)],
        }
    )


def test_two_styles_are_told_apart(judge):
    heard = judge.hear(
        {
            "rock": [material(pumping(i)) for i in range(50, 55)],
            "folk": [material(waltzing(i)) for i in range(50, 53)],
        }
    )
    assert heard.songs == {"rock": 5, "folk": 3}
    assert heard.balanced == 1
    assert heard.chance == 0.5


def test_a_wrong_label_is_not_right(judge):
    heard = judge.hear({"folk": [material(pumping(60))], "rock": []})
    assert heard.right == {"folk": 0}
    assert heard.top_two == {"folk": 1}


def test_probabilities_are_a_row_a_piece_in_the_order_of_the_genres(judge):
    found = judge.probabilities([material(pumping(70)), material(waltzing(70))])
    assert found.shape == (2, 2)
    np.testing.assert_allclose(found.sum(axis=1), 1)
    assert judge.genres == ("rock", "folk")
    assert found[0, 0] > 0.8
    assert found[1, 1] > 0.8


def test_the_same_songs_make_the_same_judge():
    songs = {"rock": [material(pumping(i)) for i in range(5)], "folk": [material(waltzing(1))]}
    piece = [material(waltzing(9))]
    first, second = (Judge.train(songs).probabilities(piece) for _ in range(2))
    assert (first == second).all()


def test_songs_are_heard_whole_and_in_sixteen_bars():
    assert [v.bars for v in views_of(material(pumping(1, bars=40)))] == [40, 16, 16, 16]
    assert [v.bars for v in views_of(material(pumping(1, bars=12)))] == [12]


def test_held_out_songs_are_not_learnt_from():
    made = shard("rock", [pumping(i, bars=4 + i) for i in range(6)], held_out=2)
    assert [song.bars for song in training_songs(made)] == [4, 5, 6, 7]
    assert [song.bars for song in court.held_out_songs(made)] == [8, 9]


def test_thin_genres_are_not_judged_and_one_genre_is_not_enough(tmp_path, monkeypatch):
    monkeypatch.setattr(court, "FEWEST_SONGS", 3)
    save_shard(shard("rock", [pumping(i, 4) for i in range(4)], 1), tmp_path / "rock.npz")
    save_shard(shard("blues", [pumping(i, 4) for i in range(2)], 0), tmp_path / "blues.npz")
    with pytest.raises(MissingDataError, match=r"preprocess\.py all"):
        list(judged_shards(tmp_path))
    save_shard(shard("folk", [waltzing(i, 4) for i in range(4)], 1), tmp_path / "folk.npz")
    assert [s.genre for s in judged_shards(tmp_path)] == ["rock", "folk"]
