"""From a folder of MIDI to a bundle that plays, on a tiny network and a handful of songs."""

import json
from dataclasses import replace

import numpy as np
import pytest

from backend.music import midi
from backend.music.errors import IncompatibleModelError, MissingDataError, MissingModelError
from backend.music.generation import ComposeRequest, Engine, RestyleRequest
from backend.music.training import corpus, shard
from backend.music.training.sources import sources_of
from backend.music.training.split import is_held_out
from tests.music.scores import band

keras = pytest.importorskip("keras", reason="needs the packages of requirements.txt")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")

from backend.music.lstm.config import NetworkConfig  # noqa: E402 — only where keras is there
from backend.music.training.feeder import songs_of  # noqa: E402
from backend.music.training.session import train  # noqa: E402
from backend.music.training.settings import TrainSettings  # noqa: E402
from backend.music.training.trainer import Trainer  # noqa: E402

SMALL = TrainSettings(batch=4, steps=16, epochs=1, measure_every=4, warm_up=2, measure_events=500)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """data/midi/jazz with nine songs, one twice, one of silence and one that is no MIDI."""
    jazz = tmp_path_factory.mktemp("data") / "midi" / "jazz"
    jazz.mkdir(parents=True)
    for i in range(9):
        score = band(12 + i)
        (jazz / f"song{i}.mid").write_bytes(midi.write(score))
    (jazz / "again.mid").write_bytes((jazz / "song3.mid").read_bytes())
    (jazz / "broken.mid").write_bytes(b"not music")
    short = replace(band(1), tracks=band(1).tracks[:1])
    (jazz / "short.mid").write_bytes(midi.write(short))
    return jazz


@pytest.fixture(scope="module")
def events(folder):
    out = folder.parent.parent / "events"
    report = corpus.make("jazz", sources_of(folder), out, workers=1)
    assert report["kept"] == 9
    return out


def test_a_song_is_held_out_by_its_name_alone():
    share = np.mean([is_held_out(f"song {i}") for i in range(2000)])
    assert 0.08 < share < 0.12


def test_missing_and_foreign_events_are_refused(tmp_path, events, monkeypatch):
    with pytest.raises(MissingDataError, match=r"preprocess\.py jazz"):
        shard.load_shard(tmp_path / "jazz.npz")
    monkeypatch.setattr(shard, "FORMAT", 99)
    with pytest.raises(IncompatibleModelError, match="--fresh"):
        shard.load_shard(events / "jazz.npz")


def trainer(events, runs, **changes):
    """A trainer on the nine songs, three of them held out."""
    songs = songs_of(replace(shard.load_shard(events / "jazz.npz")), held_out=False)
    config = NetworkConfig(units=24, head_units=16)
    settings = replace(SMALL, precision="float32", **changes)
    return Trainer({"jazz": songs}, songs[:3], config, settings, runs)


def losses(made, updates=None):
    """The losses of a run, cut off like a kill after `updates`."""
    found = []

    def report(state, loss, done):
        found.append(loss)
        if updates and len(found) == updates:
            made.checkpoint()
            raise KeyboardInterrupt

    if updates:
        with pytest.raises(KeyboardInterrupt):
            made.run(report)
    else:
        made.run(report)
    return found


def test_a_killed_run_goes_on_to_the_same_curve(events, tmp_path):
    whole = losses(trainer(events, tmp_path / "whole"))
    first = losses(trainer(events, tmp_path / "cut"), updates=5)
    resumed = trainer(events, tmp_path / "cut")
    assert resumed.resume()
    rest = losses(resumed)
    assert len(whole) > 8
    np.testing.assert_allclose(first + rest, whole, rtol=2e-4)
    assert whole[-1] < whole[0]


def test_from_folder_to_a_piece_that_plays(events, tmp_path, monkeypatch):
    monkeypatch.setattr("backend.music.training.session.TrainSettings", lambda mix: SMALL)
    keras.mixed_precision.set_global_policy("float32")
    models = tmp_path / "model"
    common = {"events": events, "model_dir": models, "runs": tmp_path, "threads": 0, "units": 32}
    best = train("jazz", init=None, resume=False, epochs=4, **common)
    config = json.loads((models / "jazz" / "config.json").read_text())
    assert config["training"]["best"]["total"] == best
    assert config["training"]["settings"]["epochs"] == 4
    assert (models / "jazz" / "curve.png").read_bytes().startswith(b"\x89PNG")
    keras.saving.load_model(models / "jazz" / "model.keras")
    engine = Engine(models)
    engine.load()
    outcome = engine.compose(ComposeRequest("jazz", bars=8, seed=2))[0]
    assert outcome.score.note_count > 16
    again = engine.compose(ComposeRequest("jazz", bars=8, seed=2))[0]
    assert midi.write(again.score) == midi.write(outcome.score)
    restyled = engine.restyle(band(8), RestyleRequest("jazz", 60, seed=1))[0]
    assert restyled.report["melody_kept"] == 1
    same = engine.restyle(band(8), RestyleRequest("jazz", 0))[0]
    assert [t.notes.tolist() for t in same.score.tracks] == [
        t.notes.tolist() for t in band(8).tracks
    ]


def test_missing_weights_and_events_say_the_cure(tmp_path):
    with pytest.raises(MissingModelError, match=r"train\.py"):
        Engine(tmp_path).load()
    with pytest.raises(MissingModelError, match=r"train\.py jazz"):
        Engine(tmp_path).compose(ComposeRequest("jazz"))
    with pytest.raises(MissingDataError, match=r"preprocess\.py jazz"):
        train(
            "jazz", events=tmp_path, model_dir=tmp_path, runs=tmp_path, init=None, resume=False,
            threads=0, units=32,
        )  # fmt: skip
