"""The LSTM layer that carries its state from batch to batch, as each backend of Keras needs it."""

from typing import Any

import keras
from keras import layers

from backend.music.lstm.fused import FusedLSTM


class CountedLSTM(layers.LSTM):  # type: ignore[misc]  # Keras has no types
    """`layers.LSTM` for JAX, where a step gives back the variables of a network and no others.

    Keras does not count a carried state among them: the network would forget after each batch.
    """

    def _create_state_variables(self, batch_size: int) -> None:
        super()._create_state_variables(batch_size)
        for state in self.states:
            self._track_variable(state)


def lstm(units: int, carried: bool, name: str) -> Any:
    """An LSTM layer that gives back every step; only one that is `carried` differs from Keras'."""
    kinds = {"torch": FusedLSTM, "jax": CountedLSTM}
    kind = kinds.get(keras.backend.backend(), layers.LSTM) if carried else layers.LSTM
    return kind(units, return_sequences=True, stateful=carried, name=name)


def is_compiled() -> bool:
    """Whether steps of training are compiled as a whole.

    JAX does nothing fast without; TensorFlow on a processor is twice as fast with its own graphs.
    """
    return bool(keras.backend.backend() == "jax")
