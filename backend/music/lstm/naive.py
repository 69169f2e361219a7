"""The naive sampler of tutorials, to be measured against: `model.predict` on a window each time.

Same network, same weights, nothing carried: the last hundred events are read again for every draw.
"""

from pathlib import Path

import keras
import numpy as np

from backend.music.events import FIELDS
from backend.music.lstm.bundle import WEIGHTS
from backend.music.lstm.inputs import SongInputs, count_features

WINDOW = 100


class NaiveSampler:
    """Draws the likeliest event; see `step`."""

    def __init__(self, folder: Path) -> None:
        _use_one_thread()
        self._network = keras.saving.load_model(folder / WEIGHTS, compile=False)

    def step(
        self, fields: np.ndarray, inputs: SongInputs, at: int, *, by_field: bool = False
    ) -> list[int]:
        """The event after event `at` of a song with columns `fields` (n, 5).

        Without `by_field` one `predict` gives all fields at once, which is faster than it can be
        done: each field depends on those drawn before it. With it there is a `predict` a field.
        """
        part = slice(max(at + 1 - WINDOW, 0), at + 1)
        events = fields[part].astype(np.int32)
        looked = fields[inputs.looked[part]].astype(np.int32)
        targets = np.roll(events, -1, axis=0)
        windows = {
            "events": events[None],
            "targets": targets[None],
            "looked": looked.reshape(1, len(events), -1),
            "conditions": inputs.conditions[part].astype(np.int32)[None],
            "counts": count_features(inputs.planned[part], inputs.owed[part])[None],
        }
        logits = self._network.predict(windows, verbose=0)
        drawn = [int(np.argmax(logits[f][0, -1])) for f in FIELDS]
        for index, name in enumerate(FIELDS[1:], start=1) if by_field else ():
            windows["targets"][0, -1, :index] = drawn[:index]
            logits = self._network.predict(windows, verbose=0)
            drawn[index] = int(np.argmax(logits[name][0, -1]))
        return drawn


def _use_one_thread() -> None:
    """As the runtime has it; TensorFlow takes this only before its first product."""
    if keras.backend.backend() == "tensorflow":
        import tensorflow as tf

        tf.config.threading.set_intra_op_parallelism_threads(1)
        tf.config.threading.set_inter_op_parallelism_threads(1)
