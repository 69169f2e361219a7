"""The LSTM: its inputs, the Keras network that is trained and the NumPy runtime that is played."""
