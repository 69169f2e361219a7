"""A small network trained under PyTorch or JAX: its file opens under the backend of these tests."""

import numpy as np
import pytest

from backend.music.events import encode
from backend.music.lstm.bundle import WEIGHTS, read_weights
from backend.music.lstm.runtime import Runtime
from backend.music.training.shard import pack, save_shard
from tests.music.backends import needs, run_under
from tests.music.scores import band

keras = pytest.importorskip("keras", reason="needs the packages of requirements.txt")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")

TRAIN = """
import sys
from pathlib import Path
from backend.music.training.session import train

events, models, runs = map(Path, sys.argv[1:])
common = dict(events=events, model_dir=models, runs=runs, threads=1, units=16, init=None)
small = dict(batch=4, steps=16, warm_up=2, measure_every=100, measure_events=200)
print(train("jazz", resume=False, epochs=1, precision="float32", **common, **small))
"""


@pytest.mark.parametrize("backend", [pytest.param(b, marks=needs(b)) for b in ("torch", "jax")])
def test_what_is_trained_there_is_read_here(backend, tmp_path):
    pieces = [encode(band(bars)) for bars in (12, 14, 16, 18)]
    names = [("", f"song {i}") for i in range(4)]
    shard = pack("jazz", pieces, names, [False, False, False, True])
    save_shard(shard, tmp_path / "jazz.npz")
    best = float(run_under(backend, TRAIN, *(str(tmp_path / n) for n in ("", "model", "runs"))))
    assert 0 < best < 40
    folder = tmp_path / "model" / "jazz"
    loaded = keras.saving.load_model(folder / WEIGHTS, compile=False)
    ours = read_weights(folder / WEIGHTS)
    for layer in loaded.layers:
        for i, value in enumerate(layer.get_weights()):
            np.testing.assert_array_equal(np.asarray(value, np.float32), ours[f"{layer.name}/{i}"])
    assert Runtime.of(folder).memory_size > 0
