"""A compressor: both sides turned down together by what the louder of them is over a threshold."""

import numpy as np

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
    threshold, slope, makeup = curve[0], curve[1], curve[2]
    down = state[0]
    for frame in range(sound.shape[1]):
        loudest = max(abs(sound[0, frame]), abs(sound[1, frame]), np.float32(1e-6))
        over = 20 * np.log10(np.float64(loudest)) - threshold
        if over <= -KNEE / 2:
            wanted = 0.0
        elif over >= KNEE / 2:
            wanted = slope * over
        else:
            wanted = slope * (over + KNEE / 2) ** 2 / (2 * KNEE)
        down += (wanted - down) * (speeds[0] if wanted > down else speeds[1])
        gain = 10 ** ((makeup - down) / 20)
        out[0, frame] = sound[0, frame] * gain
        out[1, frame] = sound[1, frame] * gain
    state[0] = down
