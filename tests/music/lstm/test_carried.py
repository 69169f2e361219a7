"""Under JAX a network goes on from the state of the batch before, as under the other backends."""

from tests.music.backends import needs, run_under

CARRIED = """
import keras, numpy as np
from backend.music.lstm.carried import lstm

keras.utils.set_random_seed(1)
read = keras.Input((4, 5), batch_size=3)
halves = keras.Model(read, lstm(8, True, "carried")(read))
whole = keras.layers.LSTM(8, return_sequences=True)
x = np.random.default_rng(0).normal(size=(3, 8, 5)).astype("float32")
whole.build(x.shape)
whole.set_weights([keras.ops.convert_to_numpy(w) for w in halves.layers[-1].trainable_variables])
found = np.concatenate([halves.predict_on_batch(x[:, :4]), halves.predict_on_batch(x[:, 4:])], 1)
np.testing.assert_allclose(found, keras.ops.convert_to_numpy(whole(x)), atol=1e-5)
print("the same")
"""


@needs("jax")
def test_two_halves_are_read_as_the_whole():
    assert "the same" in run_under("jax", CARRIED)
