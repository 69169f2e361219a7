"""The published benchmarks on a piano of four keys: exact likelihoods, and training that helps."""

import json
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from backend.music.errors import MissingDataError
from backend.music.training.frame_inputs import LAGS, batch_of, piece_of, transposed, window
from backend.music.training.frames import FILES, read_benchmark

keras = pytest.importorskip("keras", reason="needs the packages of requirements.txt")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")

from backend.music.training import paper  # noqa: E402 — only where keras is there
from backend.music.training.frame_settings import FrameSettings  # noqa: E402
from backend.music.training.frame_trainer import FrameTrainer  # noqa: E402
from backend.music.training.frame_windows import mean_nats, nats_of, windows_of  # noqa: E402

PITCHES = 4
FRAMES = [np.array(f, bool) for f in product((0, 1), repeat=PITCHES)]
# Pieces of one length make batches of one shape, for which TensorFlow compiles only once.
TINY = FrameSettings(
    minutes=60, updates=40, units=8, batch=4, shift=1, ema=0.8, dropout=0.1, learning_rate=0.02,
    warm_up=1, measurements=2,
)  # fmt: skip


def refrain(frames: int, key: int = 0):
    """A figure of three frames over and over."""
    figure = np.array([[1, 0, 1, 0], [0, 0, 0, 0], [1, 1, 0, 0]], bool)
    return np.roll(figure[np.arange(frames) % 3], key, axis=1)


@pytest.fixture
def folder(tmp_path):
    """A benchmark as it is distributed: cells of frames × keys in a MATLAB file."""
    from scipy.io import savemat

    def cells(*lengths):
        out = np.empty((1, len(lengths)), object)
        out[0] = [refrain(n, n % 2).astype(np.uint8) for n in lengths]
        return out

    splits = {"traindata": cells(20, 20, 20), "validdata": cells(12, 12), "testdata": cells(10, 7)}
    savemat(tmp_path / FILES["jsb"], splits)
    return tmp_path


def trainer_in(folder, **settings):
    pieces = [piece_of(refrain(20, key)) for key in (0, 1, 0)]
    return FrameTrainer(pieces, pieces, replace(TINY, **settings), folder)


@pytest.fixture(scope="module")
def network(tmp_path_factory):
    """As it is before training."""
    return trainer_in(tmp_path_factory.mktemp("run")).network


def test_reads_the_three_splits(folder):
    found = read_benchmark(folder, "jsb")
    assert [len(s) for s in (found.train, found.valid, found.test)] == [3, 2, 2]
    assert (found.test[1] == refrain(7, 1)).all()


def test_what_is_missing_or_broken_is_said_with_the_cure(tmp_path):
    with pytest.raises(MissingDataError, match=r"is missing\. Put Nottingham\.mat from"):
        read_benchmark(tmp_path, "nottingham")
    (tmp_path / FILES["jsb"]).write_bytes(b"not MATLAB" * 50)
    with pytest.raises(MissingDataError, match="does not hold piano rolls"):
        read_benchmark(tmp_path, "jsb")


def test_the_passage_is_the_one_that_agrees_longest_and_then_the_latest():
    rng = np.random.default_rng(0)
    roll = np.stack([FRAMES[i] for i in rng.integers(0, 3, 60)])
    piece = piece_of(roll)
    for t in range(1, len(roll)):
        ranked = []
        for s in range(1, t):
            agree = 0
            while s - 1 - agree >= 0 and (roll[s - 1 - agree] == roll[t - 1 - agree]).all():
                agree += 1
            if agree:
                ranked.append((agree, s))
        best = max(ranked, default=(0, -1))
        assert (piece.agreeing[t, 0], piece.passages[t, 0]) == best
        other = [r for r in ranked if (roll[r[1]] != roll[best[1]]).any()]
        assert (piece.agreeing[t, 1], piece.passages[t, 1]) == max(other, default=(0, -1))


def test_nothing_told_comes_from_the_frame_itself_or_later():
    rng = np.random.default_rng(1)
    roll = rng.random((30, PITCHES)) < 0.5
    changed = roll.copy()
    changed[20:] = ~changed[20:]
    one, other = (window(piece_of(r), 0, 30) for r in (roll, changed))
    assert (one["told"][:21] == other["told"][:21]).all()
    assert (one["told"][21] != other["told"][21]).any()


def test_a_frame_is_spelt_upwards_and_follows_what_it_is_compared_with():
    found = window(piece_of(refrain(5)), 0, 5)
    end = PITCHES
    assert found["target"].tolist() == [0, 2, end, end, 0, 1, end, 0, 2, end, end]
    assert found["frame"].tolist() == [0, 0, 0, 1, 2, 2, 2, 3, 3, 3, 4]
    assert found["last"].tolist() == [0, 1, 3, 0, 0, 1, 2, 0, 1, 3, 0]
    lag = LAGS.index(1)  # The frame before: of frame 3 it is [1 1 0 0].
    agrees = end + 1
    assert found["next"][7:10, lag].tolist() == [0 + agrees, 1 + agrees, end]


def test_transposing_moves_notes_and_keeps_where_music_looks_back_to():
    piece, higher = piece_of(refrain(9)), transposed(piece_of(refrain(9)), 1)
    again = piece_of(higher.roll)
    assert (higher.roll[:, 1:] == piece.roll[:, :-1]).all()
    assert (again.passages == piece.passages).all()


def test_windows_cover_each_piece_once_and_transposed_they_stay_in_range():
    pieces = [piece_of(refrain(n)) for n in (20, 5, 9)]
    settings = replace(TINY, steps=8, stay=0.0)
    moved = set()
    for seed in range(20):
        windows = windows_of(pieces, settings, np.random.default_rng(seed))
        for piece in pieces:
            mine = [w for w in windows if len(w[0].roll) == len(piece.roll)]
            assert [f for _, a, b in mine for f in range(a, b)] == list(range(len(piece.roll)))
            assert max(b - a for _, a, b in mine) <= max(8, len(piece.roll) * (len(mine) == 1))
            assert mine[0][0].roll.sum() == piece.roll.sum()
            moved.add(int(mine[0][0].roll.any(axis=0).argmax()))
    # The pieces lie between the first and the third of four keys, so there is nowhere to go.
    assert moved == {0}
    wide = [*pieces, piece_of(refrain(12, 1))]
    windows = [windows_of(wide, settings, np.random.default_rng(s)) for s in range(20)]
    assert {int(w[0].roll.any(axis=0).argmax()) for some in windows for w in some} == {0, 1}


def test_the_likelihoods_of_all_continuations_sum_to_one(network):
    """Over every pair of frames that may follow three given ones, however untrained."""
    start = refrain(3)
    rolls = [np.vstack([start, a, b]) for a, b in product(FRAMES, FRAMES)]
    nats = nats_of(network, [piece_of(r) for r in rolls])
    total = sum(np.exp(-n[3:].sum()) for n in nats)
    assert total == pytest.approx(1, abs=1e-4)
    assert np.ptp([n[:3].sum() for n in nats]) < 1e-4  # What comes later changes nothing before.


def test_padding_and_neighbours_in_a_batch_change_nothing(network):
    pieces = [piece_of(refrain(n, n % 3)) for n in (4, 9, 13)]
    together = nats_of(network, pieces)
    for piece, nats in zip(pieces, together, strict=True):
        assert nats == pytest.approx(nats_of(network, [piece])[0], abs=1e-5)
    stacked = batch_of([window(p, 0, len(p.roll)) for p in pieces], 13)
    assert stacked["weight"].sum() == sum(p.roll.sum() + len(p.roll) for p in pieces)


@pytest.mark.slow
def test_training_lowers_the_nats_and_a_killed_run_goes_on(tmp_path):
    first = trainer_in(tmp_path)
    before = mean_nats(nats_of(first.network, first.valid), first=False)

    def kill(state, done):
        if state.update == 5:
            first._checkpoint()
            raise InterruptedError

    with pytest.raises(InterruptedError):
        first.run(kill)
    second = trainer_in(tmp_path, updates=30)  # A run may be made shorter on the way.
    second._resume()
    assert second.state == first.state
    for mine, theirs in zip(second._variables(), first._variables(), strict=True):
        assert (keras.ops.convert_to_numpy(mine) == keras.ops.convert_to_numpy(theirs)).all()

    second.run(lambda state, done: None)
    after = mean_nats(nats_of(second.network, second.valid), first=False)
    assert second.state.update == 30
    assert after < before - 1
    assert after == pytest.approx(second.state.best, abs=1e-4)

    third = trainer_in(tmp_path, updates=30)
    third.run(lambda state, done: pytest.fail("it was at its end"))
    for mine, theirs in zip(third.network.weights, second.network.weights, strict=True):
        assert np.array_equal(*(keras.ops.convert_to_numpy(v) for v in (mine, theirs)))
    other = trainer_in(tmp_path, seed=1)
    other._resume()
    assert other.state.update == 0  # It is another experiment.


@pytest.mark.slow
def test_networks_are_tested_alone_and_together(folder, tmp_path):
    found = paper.train_and_test(
        "jsb", data=folder, runs=tmp_path / "runs", networks=2, updates=4, units=8
    )
    assert (found["pieces"], found["frames"]) == (2, 17)
    alone = [n["test"]["without_first"] for n in found["networks"]]
    assert len(set(alone)) == 2
    # The average of probabilities is never worse than the average of nats (Jensen).
    assert found["together"]["test"]["without_first"] <= np.mean(alone) + 1e-4

    paper.save(found, "jsb", tmp_path / "paper.json")
    paper.save(found, "nottingham", tmp_path / "paper.json")
    assert set(json.loads((tmp_path / "paper.json").read_text())) == {"jsb", "nottingham"}
