"""The fused layer is Keras' own LSTM in other words: same weights, same outputs, same state."""

from tests.music.backends import needs, run_under

COMPARED = """
import keras, numpy as np
from keras import layers
from backend.music.lstm.fused import FusedLSTM

keras.utils.set_random_seed(1)
fused = FusedLSTM(24, return_sequences=True, stateful=True)
plain = layers.LSTM(24, return_sequences=True, stateful=True)
x = np.random.default_rng(0).normal(size=(3, 7, 5)).astype("float32")
for layer in (fused, plain):
    layer.build(x.shape)
plain.set_weights(fused.get_weights())
for _ in range(2):  # the second window goes on from the state of the first
    ours, theirs = (keras.ops.convert_to_numpy(layer(x)) for layer in (fused, plain))
    np.testing.assert_allclose(ours, theirs, atol=1e-5)
for a, b in zip(fused.states, plain.states):
    np.testing.assert_allclose(
        keras.ops.convert_to_numpy(a), keras.ops.convert_to_numpy(b), atol=1e-5
    )
print("the same")
"""


@needs("torch")
def test_it_computes_what_keras_computes():
    assert "the same" in run_under("torch", COMPARED)
