"""Pulls: what makes some pitches likelier than the networks find them."""

import numpy as np

from backend.music.events import vocabulary as v
from backend.music.lstm.inputs import NO_CHORD
from backend.music.lstm.numbers import Floats
from backend.music.theory import CHORD_COUNT, CHORD_TONES

_SCALE = (0, 2, 4, 5, 7, 9, 11)


def pitch_bias(scale_pull: float, chord_pull: float) -> Floats:
    """(chords and NO_CHORD, pitch values) to add to pitch logits, by the chord that sounds.

    `scale_pull` nats on the notes of C major and A minor, `chord_pull` on the chord's own.
    """
    bias = np.zeros((NO_CHORD + 1, v.NO_PITCH + 1), np.float32)
    pitch_class = (np.arange(v.DRUM_BASE) - v.SHIFT) % 12
    bias[:, : v.DRUM_BASE] = np.where(np.isin(pitch_class, _SCALE), scale_pull, 0)
    bias[:CHORD_COUNT, : v.DRUM_BASE] += chord_pull * CHORD_TONES[:, pitch_class]
    return bias
