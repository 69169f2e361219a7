"""The kernels and the reference compute what Keras computes, from the same `.keras` file."""

import numpy as np
import pytest

from backend.music.events import FIELDS, SIZES
from backend.music.lstm.bundle import Bundle, read_weights, shrink
from backend.music.lstm.config import NetworkConfig
from backend.music.lstm.inputs import CONDITIONS, LOOKED, SongInputs, count_features
from backend.music.lstm.reading import song_nats
from backend.music.lstm.reference import song_logits
from backend.music.lstm.runtime import Runtime
from backend.music.lstm.step import add_logits, step
from tests.music.networks import random_bundle

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
    looked = np.concatenate([rng.permutation(fields[:, :-1]) for _ in range(LOOKED)], -1)
    conditions = np.stack([rng.integers(0, n, (3, 20)) for n in CONDITIONS.values()], -1)
    counts = count_features(*rng.integers(0, 9, (2, 3, 20, 13)).astype(np.uint8))
    inputs = {
        "events": fields[:, :-1], "targets": fields[:, 1:], "looked": looked,
        "conditions": conditions, "counts": counts,
    }  # fmt: skip
    return path, config, small.predict_on_batch(inputs), inputs


def read(runtime, memory, rows, inputs, counts):
    step(runtime.addresses, memory, rows, inputs, counts, np.ones(len(rows), bool))


def logits_of(runtime, memory, field, chosen):
    out = np.zeros(list(SIZES.values())[field], np.float32)
    add_logits(runtime.addresses, memory, field, chosen, np.float32(1), out)
    return out


def test_the_kernels_agree_with_keras_step_by_step(trained):
    path, config, expected, inputs = trained
    runtime = Runtime(Bundle("test", {}, config, read_weights(path)))
    memory = np.zeros((3, runtime.memory_size), np.float32)
    for t in range(20):
        rows = np.concatenate([inputs[n][:, t] for n in ("events", "looked", "conditions")], axis=1)
        read(runtime, memory, np.arange(3), rows.astype(np.int64), inputs["counts"][:, t].copy())
        for i, name in enumerate(FIELDS):
            for row in range(3):
                logits = logits_of(runtime, memory[row], i, inputs["targets"][row, t].astype(int))
                spread = np.abs(expected[name]).max()
                np.testing.assert_allclose(logits, expected[name][row, t], atol=0.03 * spread)


def random_song(seed=0, events=60):
    rng = np.random.default_rng(seed)
    fields = np.stack([rng.integers(0, SIZES[f] - 1, events) for f in FIELDS], -1)
    fields[:, 0] %= 48
    conditions = np.stack([rng.integers(0, n, events) for n in CONDITIONS.values()], -1)
    looked = rng.integers(0, events, (events, LOOKED))
    planned, owed = rng.integers(0, 9, (2, events, 13)).astype(np.uint8)
    return fields, SongInputs(looked, conditions.astype(np.uint8), planned, owed)


def test_the_reference_agrees_with_keras():
    keras = pytest.importorskip("keras", reason="needs the packages of requirements.txt")
    from backend.music.lstm.network import build_network

    bundle = random_bundle(5)
    fields, inputs = random_song(3, 21)
    network = build_network(bundle.network, batch=1, steps=20, carried=False)
    for layer in network.layers:
        for place, variable in enumerate(v for v in layer.weights if "seed" not in v.path):
            variable.assign(bundle.weights[f"{layer.name}/{place}"])
    expected = network.predict_on_batch(
        {
            "events": fields[None, :-1],
            "targets": fields[None, 1:],
            "looked": fields[inputs.looked[:20]].reshape(1, 20, -1),
            "conditions": inputs.conditions[None, :20].astype(np.int32),
            "counts": count_features(inputs.planned, inputs.owed)[None, :20],
        }
    )
    assert keras.backend.backend()
    for name, logits in zip(FIELDS, song_logits(bundle, fields, inputs), strict=True):
        np.testing.assert_allclose(logits, expected[name][0], atol=2e-4)


def test_the_kernels_agree_with_the_reference_on_a_song():
    bundle = random_bundle(3)
    fields, inputs = random_song()
    nats = song_nats(Runtime(bundle), fields, inputs)
    for i, logits in enumerate(song_logits(bundle, fields, inputs)):
        shifted = logits.astype(np.float64) - logits.max(axis=1, keepdims=True)
        expected = np.log(np.exp(shifted).sum(axis=1))
        expected -= shifted[np.arange(len(shifted)), fields[1:, i]]
        np.testing.assert_allclose(nats[:, i], expected, atol=0.02 * expected.max())
        assert abs(nats[:, i].sum() / expected.sum() - 1) < 0.005


def test_rows_do_not_see_each_other():
    runtime = Runtime(random_bundle(4))
    fields, inputs = random_song(1, 8)
    seen = np.column_stack([fields, fields[inputs.looked].reshape(8, -1), inputs.conditions])
    counts = count_features(inputs.planned, inputs.owed)
    together = np.zeros((8, runtime.memory_size), np.float32)
    alone = np.zeros((1, runtime.memory_size), np.float32)
    for _ in range(2):
        read(runtime, together, np.arange(8), seen.astype(np.int64), counts)
        read(runtime, alone, np.zeros(1, int), seen[5:6].astype(np.int64), counts[5:6])
    np.testing.assert_array_equal(together[5], alone[0])


def test_what_a_network_is_told_of_a_bar_is_kept_until_there_is_news():
    runtime = Runtime(random_bundle(4))
    fields, inputs = random_song(2, 6)
    inputs.conditions[3:, :-1] = inputs.conditions[2, :-1]
    inputs.planned[3:] = inputs.planned[2]
    seen = np.column_stack([fields, fields[inputs.looked].reshape(6, -1), inputs.conditions])
    counts = count_features(inputs.planned, inputs.owed)
    lazy, eager = np.zeros((2, 1, runtime.memory_size), np.float32)
    for at in range(6):
        one = seen[at : at + 1].astype(np.int64), counts[at : at + 1]
        step(runtime.addresses, lazy, np.zeros(1, int), *one, np.array([at < 3]))
        read(runtime, eager, np.zeros(1, int), *one)
    np.testing.assert_array_equal(lazy, eager)
