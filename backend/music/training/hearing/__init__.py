"""Training of the networks that hear: examples rendered from MIDI, and what is learnt from them."""
