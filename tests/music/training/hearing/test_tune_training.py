"""The tune's network: a tiny one learns from songs of the house; NumPy answers as Keras does."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from backend.music.errors import IncompatibleModelError, MissingDataError, MissingEarError
from backend.music.hearing.chooser import Chooser
from backend.music.hearing.clues import CLUES, HIGH, LENGTH_ROOT, OVERTONES
from backend.music.hearing.network import Ear
from backend.music.score import NOTE, Score, Track
from backend.music.training.hearing.altered import altered
from backend.music.training.hearing.examples import TRAINING, example_paths, tuning_apart
from backend.music.training.hearing.rendering import example_of
from backend.music.training.hearing.tune_batches import FAMILIES, STRETCH, batch, lessons
from backend.music.training.hearing.tune_figures import measured
from tests.music.hearing.conftest import bundled_font, demo

pytest.importorskip("keras", reason="needs the packages of requirements.txt")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")

from backend.music.training.hearing import tune_trainer  # noqa: E402
from backend.music.training.hearing.tune_network import begin_with, chooser_of, tune_network  # noqa: E402
from backend.music.training.hearing.tune_trainer import train  # noqa: E402


def test_a_lesson_tells_which_heard_notes_are_the_tune(folder: Path) -> None:
    told_of = lessons(example_paths(folder, TRAINING))
    assert told_of
    for told in told_of:
        assert told.clues.shape == (len(told.notes), CLUES)
        assert told.named  # songs of the house say so
        assert 0 < told.tune.sum() <= told.length < len(told.notes)
        assert told.families.min() >= 0
        assert told.families.max() < FAMILIES
        assert (told.families[told.tune == 1] < FAMILIES - 1).all()


def test_a_flute_over_a_band_that_is_silent_is_all_tune(tmp_path: Path) -> None:
    """Two octaves in long notes, and once a bass and a piano: all of the flute is the tune."""
    tune, once = np.zeros(40, NOTE), np.zeros(1, NOTE)
    tune["onset"], tune["duration"] = np.arange(40) * 480, 440
    tune["pitch"], tune["velocity"] = 60 + np.arange(40) * 7 % 24, 100
    once["duration"], once["pitch"], once["velocity"] = 240, 36, 60
    band = (Track(tune, 73, name="Melody"), Track(once, 33), Track(once, 0))
    example = example_of(Score(480, band), bundled_font(), Ear(), np.random.default_rng(1))
    assert example
    example.save(tmp_path / "flute.npz")
    (told,) = lessons([tmp_path / "flute.npz"])
    assert told.length == 40
    assert told.tune.sum() >= 36
    assert (told.families[told.tune == 1] == 73 // 8).all()


def test_a_piano_alone_teaches_nothing_about_bands(tmp_path: Path) -> None:
    example = example_of(demo("classical-1", 30), bundled_font(), Ear(), np.random.default_rng(1))
    assert example
    example.save(tmp_path / "piano.npz")
    with pytest.raises(MissingDataError, match="band"):
        lessons([tmp_path / "piano.npz"])


def test_batches_are_stretches_and_tell_where_nothing_is(folder: Path) -> None:
    whole = lessons(example_paths(folder, TRAINING))[0]
    short = replace(
        whole, notes=whole.notes[:50], clues=whole.clues[:50], tune=whole.tune[:50],
        families=whole.families[:50],
    )  # fmt: skip
    made = batch([whole, short], np.random.default_rng(1))
    assert made.clues.shape == (2, STRETCH, CLUES)
    assert 40 <= made.there[1].sum() <= 50
    assert not made.weights[~made.there].any()
    assert (made.weights[made.there] > 0).all()
    assert not made.clues[~made.there].any()


def test_another_key_leaves_the_sound_of_notes_and_another_tempo_their_pitch() -> None:
    given = np.random.default_rng(1).uniform(0.2, 0.8, (200, CLUES)).astype(np.float32)
    found = altered(given, np.random.default_rng(3))
    moved = found[:, HIGH] - given[:, HIGH]
    assert np.ptp(moved) < 1e-6  # all by as many semitones
    assert (moved[0] * 24).round(4).is_integer()
    rate = (found[:, LENGTH_ROOT] / given[:, LENGTH_ROOT]).std()
    assert rate > 0
    assert np.abs(found[:, OVERTONES] - given[:, OVERTONES]).mean() < 0.1


def test_numpy_answers_as_keras_does(tmp_path: Path) -> None:
    network = tune_network(8)
    rng = np.random.default_rng(1)
    for weight in network.weights:  # as if it had learnt: no bias is 0
        weight.assign(weight + rng.normal(0, 0.1, weight.shape))
    clues = rng.normal(size=(1, 300, CLUES)).astype(np.float32)
    logits, _ = network.predict_on_batch([clues, np.ones((1, 300), bool)])
    chooser = chooser_of(network)
    wanted = 1 / (1 + np.exp(-logits[0, :, 0]))
    np.testing.assert_allclose(chooser.choose(clues[0]), wanted, atol=1e-5)
    assert wanted.std() > 0.02
    chooser.save(tmp_path / "tune.npz")
    np.testing.assert_allclose(
        Chooser.load(tmp_path / "tune.npz").choose(clues[0]), wanted, atol=0.01
    )


def test_what_was_learnt_can_be_gone_on_from(folder: Path, tmp_path: Path) -> None:
    earlier = chooser_of(tune_network(8))
    earlier.save(tmp_path / "tune.npz")
    network = tune_network(8)
    begin_with(network, Chooser.load(tmp_path / "tune.npz"))
    clues = np.random.default_rng(1).normal(size=(300, CLUES)).astype(np.float32)
    found = chooser_of(network).choose(clues)
    np.testing.assert_allclose(found, earlier.choose(clues), atol=0.01)
    with pytest.raises(IncompatibleModelError, match="another size"):
        begin_with(tune_network(4), earlier)
    with pytest.raises(MissingEarError):
        train(folder, tmp_path / "new.npz", steps=1, units=8, begin=tmp_path / "none.npz")


def test_a_long_piece_is_read_in_windows_that_know_what_stands_beside_them() -> None:
    chooser = chooser_of(tune_network(8))
    clues = np.random.default_rng(1).normal(size=(2000, CLUES)).astype(np.float32)
    whole = chooser.choose(clues)
    assert (whole > 0).all()  # none is left out
    np.testing.assert_array_equal(whole[:500], chooser.choose(clues[:640])[:500])
    assert chooser.choose(clues[:0]).shape == (0,)


def test_it_learns_and_its_weights_open(folder: Path, tmp_path: Path) -> None:
    losses: list[float] = []
    told: list[float] = []
    out = tmp_path / "tune.npz"
    how = {"steps": 100, "size": 2, "units": 8}
    chooser = train(
        folder, out, **how,
        on_step=lambda _, loss: losses.append(loss), on_look=lambda _, f1: told.append(f1),
    )  # fmt: skip
    assert len(losses) == 100
    assert np.mean(losses[-10:]) < 0.8 * np.mean(losses[:10])
    known = lessons(example_paths(folder, TRAINING))
    assert told == [pytest.approx(measured(chooser, known).mean(), abs=0.02)]


def test_examples_that_come_meanwhile_are_learnt_from_too(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tuning_apart(example_paths(folder, TRAINING))[0][:2]
    here = tmp_path / TRAINING
    here.mkdir()
    shutil.copy(first, here)
    known: list[int] = []

    def taught(_network: object, learnt: list[object], *_: object) -> float:
        known.append(len(learnt))
        shutil.copy(second, here)
        return 0.0

    monkeypatch.setattr(tune_trainer, "_LOOK", 2)
    monkeypatch.setattr(tune_trainer, "_taught", taught)
    train(tmp_path, tmp_path / "tune.npz", steps=3, units=4)
    assert known == [1, 1, 2]


def test_weights_that_are_missing_or_of_another_version_are_told(tmp_path: Path) -> None:
    with pytest.raises(MissingEarError, match=r"scripts/hearing\.py tune"):
        Chooser.load(tmp_path / "none.npz")
    np.savez(tmp_path / "old.npz", format=0)
    with pytest.raises(IncompatibleModelError, match="another version"):
        Chooser.load(tmp_path / "old.npz")
