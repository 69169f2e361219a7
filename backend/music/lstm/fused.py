"""The LSTM layer as one fused operation of PyTorch, for training under `KERAS_BACKEND=torch`.

Keras steps through time in Python on that backend; the library's own kernel reads a whole window at
once (cuDNN on a GPU, oneDNN on a processor). Weights, gates and files are those of `layers.LSTM`.
"""

from typing import Any

from keras import layers


class FusedLSTM(layers.LSTM):  # type: ignore[misc]  # Keras has no types
    """`layers.LSTM` with `return_sequences` and `stateful`, for batches without a mask."""

    def call(
        self, sequences: Any, initial_state: Any = None, mask: Any = None, training: bool = False
    ) -> Any:
        """Read (batch, steps, inputs) from the carried state on: (batch, steps, units)."""
        import torch

        assert initial_state is None
        assert mask is None
        hidden, cell = (state.value.to(sequences.dtype, copy=True)[None] for state in self.states)
        kernel, recurrent, bias = (
            weight.value.to(sequences.dtype)
            for weight in (self.cell.kernel, self.cell.recurrent_kernel, self.cell.bias)
        )
        weights = [kernel.T, recurrent.T, bias, torch.zeros_like(bias)]
        output, hidden, cell = torch.lstm(
            sequences, (hidden, cell), weights, True, 1, 0.0, bool(training), False, True
        )
        for state, new in zip(self.states, (hidden, cell), strict=True):
            state.assign(new[0].detach())
        return output
