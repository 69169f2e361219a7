"""The drums' network: examples of our own songs are rendered, and a tiny one learns from them."""

from pathlib import Path

import numpy as np
import pytest

from backend.music.errors import MissingDataError
from backend.music.hearing.drums import DrumEar
from backend.music.hearing.kit import KIT
from backend.music.hearing.network import FRAME_SECONDS
from backend.music.hearing.spectra import BANDS
from backend.music.training.hearing.drum_batches import FRAMES, batches, targets
from backend.music.training.hearing.drum_figures import measured, tuned
from backend.music.training.hearing.examples import (
    HELD_OUT,
    PLAYED,
    TRAINING,
    example_paths,
    read_drums,
)  # fmt: skip
from backend.music.training.hearing.worse import worsened

pytest.importorskip("keras", reason="needs the packages of requirements.txt")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")

from backend.music.training.hearing.drum_network import drum_ear, drum_network  # noqa: E402
from backend.music.training.hearing.drum_trainer import train  # noqa: E402


def test_an_example_tells_what_is_played_in_its_sound(folder: Path) -> None:
    levels, played = read_drums(example_paths(folder, TRAINING)[0])
    assert levels.shape[1] == BANDS
    assert len(levels) * FRAME_SECONDS == pytest.approx(30, abs=0.1)
    assert played["drum"].all()
    assert len(played) > 30
    rises = np.diff(levels.astype(float), axis=0).clip(0).sum(axis=1)
    at = np.rint(played["on"] / FRAME_SECONDS).astype(int).clip(2, len(rises) - 3)
    assert np.mean([rises[i - 2 : i + 2].max() for i in at]) > 2 * rises.mean()


def test_it_learns_and_its_weights_open(folder: Path, tmp_path: Path) -> None:
    losses: list[float] = []
    out = tmp_path / "drums.npz"
    ear = train(
        folder, out, steps=40, batch=4, channels=16, on_step=lambda _, loss: losses.append(loss)
    )
    assert len(losses) == 40
    assert np.mean(losses[-5:]) < 0.7 * np.mean(losses[:5])
    opened = DrumEar.load(out)
    given = np.random.default_rng(1).integers(0, 255, (200, BANDS)).astype(np.uint8)
    np.testing.assert_allclose(opened.hear(given).sure, ear.hear(given).sure, atol=0.02)
    tallies = measured(opened, example_paths(folder, TRAINING))
    assert tallies["kick"].played > 20


def test_numpy_answers_as_keras_does() -> None:
    network = drum_network(8)
    for layer in network.layers:  # as if it had learnt: no mean is 0 and no variance 1
        rng = np.random.default_rng(len(layer.name))
        layer.set_weights([w + rng.uniform(0.0, 0.2, w.shape) for w in layer.get_weights()])
    given = np.random.default_rng(1).integers(0, 255, (300, BANDS)).astype(np.uint8)
    wanted = network.predict_on_batch(given[None].astype(np.float32))[0]
    found = np.hstack(drum_ear(network, np.full(len(KIT), 0.5, np.float32)).hear(given))
    np.testing.assert_allclose(found, wanted, atol=1e-4)


def test_thresholds_are_those_at_which_most_is_right(folder: Path) -> None:
    network = drum_network(8)
    ear = drum_ear(network, np.full(len(KIT), 0.77, np.float32))
    paths_ = example_paths(folder, TRAINING)
    better = tuned(ear, paths_)
    absent = [drum.name for drum in KIT].index("tambourine")
    assert better.thresholds[absent] == ear.thresholds[absent]
    before, after = (measured(one, paths_)["kick"].figures["F1"] for one in (ear, better))
    assert after >= before


def test_targets_say_when_and_how_hard() -> None:
    played = np.zeros(3, PLAYED)
    played["on"], played["pitch"], played["vel"] = [0.5, 0.5, 99.0], [35, 81, 38], [127, 90, 80]
    found = targets(played, 100)
    frame = round(0.5 / FRAME_SECONDS)
    assert found[frame - 1 : frame + 2, 0].tolist() == [0.5, 1.0, 0.5]
    assert found[frame, len(KIT)] == 1.0
    assert found.sum() == 3.0  # a triangle is none of the kit, and one comes too late


def test_worse_sound_is_still_sound(folder: Path) -> None:
    rng = np.random.default_rng(1)
    given = np.full((FRAMES, BANDS), 120, np.float32)
    made = [worsened(given.copy(), given * 0, rng) for _ in range(20)]
    assert all(one.shape == given.shape and np.isfinite(one).all() for one in made)
    assert all(one.min() >= 0 and one.max() <= 255 for one in made)
    assert len({float(one.mean()) for one in made}) == 20
    levels, wanted = next(batches(folder, 3, rng))
    assert levels.shape == (3, FRAMES, BANDS)
    assert wanted.shape == (3, FRAMES, 2 * len(KIT))


def test_a_folder_without_examples_says_how_to_make_some(tmp_path: Path) -> None:
    with pytest.raises(MissingDataError, match=r"scripts/hearing\.py examples"):
        example_paths(tmp_path, HELD_OUT)
