"""The NumPy runtime computes what Keras computes, from the same `.keras` file."""

import numpy as np
import pytest

from backend.music.events import FIELDS, SIZES
from backend.music.lstm.bundle import Bundle, read_weights, shrink
from backend.music.lstm.config import NetworkConfig
from backend.music.lstm.inputs import CONDITIONS, count_features
from backend.music.lstm.runtime import Runtime

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """A small network with random weights, saved, with inputs for 3 pieces of 20 events."""
    keras = pytest.importorskip("keras", reason="needs the packages of requirements.txt")
    from backend.music.lstm.network import build_network

    config = NetworkConfig(units=32, head_units=16)
    network = build_network(config, batch=3, steps=20, carried=False)
    rng = np.random.default_rng(0)
    for variable in network.weights:
        variable.assign(rng.normal(0, 0.3, variable.shape))
    path = tmp_path_factory.mktemp("net") / "model.keras"
    network.save(path)
    path.write_bytes(shrink(path.read_bytes()))
    small = keras.saving.load_model(path, compile=False)
    fields = np.stack([rng.integers(0, SIZES[f], (3, 21)) for f in FIELDS], -1)
    looked = np.concatenate([rng.permutation(fields[:, :-1]) for _ in range(3)], -1)
    conditions = np.stack([rng.integers(0, n, (3, 20)) for n in CONDITIONS.values()], -1)
    counts = count_features(*rng.integers(0, 9, (2, 3, 20, 13)).astype(np.uint8))
    inputs = {
        "events": fields[:, :-1], "targets": fields[:, 1:], "looked": looked,
        "conditions": conditions, "counts": counts,
    }  # fmt: skip
    return path, config, small.predict_on_batch(inputs), inputs


def test_the_runtime_agrees_with_keras_step_by_step(trained):
    path, config, expected, inputs = trained
    runtime = Runtime(Bundle("test", {}, config, read_weights(path)))
    state = runtime.start(3)
    for t in range(20):
        rows = np.concatenate([inputs[n][:, t] for n in ("events", "looked", "conditions")], axis=1)
        hidden = runtime.step(state, rows, inputs["counts"][:, t])
        for i, name in enumerate(FIELDS):
            logits = runtime.logits(hidden, i, inputs["targets"][:, t, :i])
            np.testing.assert_allclose(logits, expected[name][:, t], atol=2e-4)


def test_rows_do_not_see_each_other(trained):
    path, config, _, inputs = trained
    runtime = Runtime(Bundle("test", {}, config, read_weights(path)))
    rows = np.concatenate([inputs[n][:, 0] for n in ("events", "looked", "conditions")], axis=1)
    together = runtime.step(runtime.start(3), rows, inputs["counts"][:, 0])
    alone = runtime.step(runtime.start(1), rows[1:2], inputs["counts"][1:2, 0])
    np.testing.assert_allclose(together[1:2], alone, atol=1e-5)
