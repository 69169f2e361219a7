"""The network for tempo: a tiny one learns from examples of our own songs."""

from pathlib import Path

import numpy as np
import pytest

from backend import paths
from backend.music import midi
from backend.music.hearing.tempo import BEATS, CURVES, LAGS, TempoEar
from backend.music.training.hearing.examples import TRAINING, example_paths, read_tempo
from backend.music.training.hearing.excerpts import steady_tempo
from backend.music.training.hearing.tempo_figures import measured
from backend.music.training.hearing.tempo_lessons import tempos

pytest.importorskip("keras", reason="needs the packages of requirements.txt")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")

from backend.music.training.hearing.tempo_trainer import (  # noqa: E402
    tempo_ear,
    tempo_network,
    train,
)


def test_an_example_tells_its_tempo(folder: Path) -> None:
    for path in example_paths(folder, TRAINING):
        score = midi.read((paths.DEMOS / f"{path.stem.split('-', 1)[1][:-2]}.mid").read_bytes())
        assert read_tempo(path)[2] == pytest.approx(score.tempos["bpm"][0])


def test_who_does_not_follow_the_clock_has_no_tempo() -> None:
    score = midi.read((paths.DEMOS / "rock-3.mid").read_bytes())
    assert steady_tempo(score) > 0
    rng = np.random.default_rng(1)
    for track in score.tracks:
        track.notes["onset"] = np.sort(rng.integers(0, score.end, len(track.notes)))
    assert steady_tempo(score) == 0


def test_it_learns_and_its_weights_open(folder: Path, tmp_path: Path) -> None:
    losses: list[float] = []
    out = tmp_path / "tempo.npz"
    train(folder, out, steps=150, on_step=lambda _, loss: losses.append(loss))
    assert np.mean(losses[-5:]) < 0.7 * np.mean(losses[:5])
    asked = tempos(example_paths(folder, TRAINING))
    assert measured(TempoEar.load(out), asked).right == 1


def test_numpy_answers_as_keras_does() -> None:
    network = tempo_network(8)
    given = np.random.default_rng(1).random((len(LAGS), CURVES)).astype(np.float32)
    found = tempo_ear(network).likely(given)
    assert found.shape == BEATS.shape
    np.testing.assert_allclose(found, network.predict_on_batch(given[None])[0], atol=1e-5)
