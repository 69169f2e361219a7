"""Have everything compiled that effects, levels and a stretched recording need.

So that no export waits for it. `python -m backend.music.audio.warming` does it while installing.
"""

import tempfile
from pathlib import Path

import numpy as np

from backend.music.audio.effects import line_of
from backend.music.audio.master import levelled, mastered
from backend.music.audio.peaks import envelope
from backend.music.audio.playing import BLOCK
from backend.music.audio.stretching import Stretched
from backend.music.audio.tape import Tape
from backend.music.score.effects import (
    CEILING,
    LOUDNESS,
    Chorus,
    Compressor,
    Convolution,
    Delay,
    Drive,
    Equaliser,
    Reverb,
)

_RATE = 44_100
_BLOCKS = 3  # over a second: as long as the gauge of loudness looks


def warm() -> None:
    """Send noise through each of them; what was compiled is kept beside the code."""
    noise = np.random.default_rng(0).normal(0, 0.1, (2, BLOCK)).astype(np.float32)
    chain = (
        Equaliser(kind="eq", low_db=3), Compressor(kind="compressor"), Drive(kind="drive"),
        Chorus(kind="chorus"), Delay(kind="delay"), Reverb(kind="reverb"),
        Convolution(kind="convolution", space="studio"),
    )  # fmt: skip
    line_of(chain, _RATE, BLOCK, lambda _: 120.0)(noise)
    with (
        tempfile.TemporaryDirectory(prefix="warming-") as folder,
        Tape(Path(folder) / "noise.raw") as tape,
    ):
        for _ in range(_BLOCKS):
            tape.record(noise)
        for block in levelled(tape, mastered(tape, _RATE, LOUDNESS, CEILING), _RATE):
            envelope(block, 0.0)
        Stretched(tape, _RATE, lambda seconds: 0.8 * seconds, 1)(BLOCK)


if __name__ == "__main__":
    warm()
