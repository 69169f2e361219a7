"""A compressor: both sides turned down together by what the louder of them is over a threshold."""

import numpy as np

from backend.music.audio.effects.logarithms import amplitudes, decibels
from backend.music.audio.loudness import Floats, Sound
from backend.music.compiled import kernel
from backend.music.score.effects import Compressor

KNEE = 6.0  # dB around the threshold over which it sets in


class Squeeze:
    """Turns sound down as a `Compressor` says; goes on from block to block."""

    def __init__(self, settings: Compressor, rate: int) -> None:
        self._curve = np.array([settings.threshold_db, 1 - 1 / settings.ratio, settings.makeup_db])
        times = np.array([settings.attack_ms, settings.release_ms]) / 1000
        self._speeds = 1 - np.exp(-1 / (times * rate))
        self._state = np.zeros(1)  # dB by which it is turned down

    def __call__(self, sound: Sound) -> Sound:
        """The next block."""
        out = np.empty_like(sound)
        _squeeze(sound, out, self._curve, self._speeds, self._state)
        return out


@kernel
def _squeeze(sound: Sound, out: Sound, curve: Floats, speeds: Floats, state: Floats) -> None:
    """In four passes: all but the third look at each frame by itself, several at a time."""
    threshold, slope, makeup = curve[0], curve[1], curve[2]
    frames = sound.shape[1]
    gain = np.empty(frames, np.float32)
    for frame in range(frames):
        gain[frame] = max(abs(sound[0, frame]), abs(sound[1, frame]), np.float32(1e-6))
    levels = decibels(gain)
    for frame in range(frames):
        over = max(levels[frame] - threshold + KNEE / 2, 0.0)
        bent = min(over, KNEE)
        levels[frame] = slope * (over - bent + bent * bent / (2 * KNEE))
    down = state[0]
    attack, release = speeds[0], speeds[1]
    for frame in range(frames):
        away = levels[frame] - down
        down += away * (attack if away > 0 else release)
        levels[frame] = makeup - down
    state[0] = down
    amplitudes(levels, gain)
    for frame in range(frames):
        out[0, frame] = sound[0, frame] * gain[frame]
        out[1, frame] = sound[1, frame] * gain[frame]
