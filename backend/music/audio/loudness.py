"""How loud a sound is: integrated loudness in LUFS, as ITU-R BS.1770-4 measures it."""

from typing import Final

import numpy as np
import numpy.typing as npt

from backend.music.compiled import kernel

Sound = npt.NDArray[np.float32]  # (2, frames)
Floats = npt.NDArray[np.float64]

SILENCE: Final = -70.0  # LUFS: what is quieter is not counted
_STEP: Final = 0.1  # seconds: windows of four steps overlap by three


class LoudnessMeter:
    """Takes stereo sound block by block; then tells how loud all of it was.

    Args:
        rate: samples a second.
    """

    def __init__(self, rate: int) -> None:
        self._filters = _weighting(rate)
        self._state = np.zeros((2, 2, 2))  # side, filter, the two delays
        self._step = round(_STEP * rate)
        self._powers: list[Floats] = []  # of each step, both sides
        self._open = np.zeros(2)  # power so far of the step under way, and its frames

    def push(self, sound: Sound) -> None:
        """Hear (2, frames) more."""
        steps = np.empty(sound.shape[1] // self._step + 1)
        count = _weigh(sound, self._filters, self._state, self._step, self._open, steps)
        self._powers.append(steps[:count])

    @property
    def lufs(self) -> float:
        """Integrated loudness; SILENCE if nothing was loud enough to count."""
        steps = np.concatenate([*self._powers, np.zeros(0)])
        if len(steps) < 4:  # shorter than one window: all there is, as one
            frames = len(steps) * self._step + self._open[1]
            power = (steps.sum() * self._step + self._open[0]) / max(frames, 1)
            steps = np.full(4, power)
        windows = np.convolve(steps, np.full(4, 0.25), "valid")
        loud = windows[_lufs(windows) > SILENCE]
        if not len(loud):
            return SILENCE
        gate = _lufs(loud.mean()) - 10
        return float(_lufs(loud[_lufs(loud) > gate].mean()))


def _lufs(power: npt.ArrayLike) -> Floats:
    return np.asarray(-0.691 + 10 * np.log10(np.maximum(power, 1e-12)))


def _weighting(rate: int) -> Floats:
    """(2, 5): b0 b1 b2 a1 a2 of the two filters of K-weighting: the head's shelf, a high-pass.

    The analogue prototypes are those from which the standard's coefficients for 48 kHz come.
    """
    centre, gain, q = 1681.974450955533, 3.999843853973347, 0.7071752369554196
    k, high = np.tan(np.pi * centre / rate), 10 ** (gain / 20)
    band = high**0.4996667741545416
    scale = 1 + k / q + k * k
    above = (high + band * k / q + k * k, 2 * (k * k - high), high - band * k / q + k * k)
    below = (2 * (k * k - 1), 1 - k / q + k * k)
    shelf = np.array([*above, *below]) / scale
    centre, q = 38.13547087602444, 0.5003270373238773
    k = np.tan(np.pi * centre / rate)
    scale = 1 + k / q + k * k
    return np.array([shelf, [1, -2, 1, 2 * (k * k - 1) / scale, (1 - k / q + k * k) / scale]])


@kernel
def _weigh(
    sound: Sound, filters: Floats, state: Floats, step: int, under_way: Floats, steps: Floats
) -> int:
    """Filter, square and sum; returns how many steps were finished."""
    count = 0
    power, frames = under_way[0], int(under_way[1])
    for frame in range(sound.shape[1]):
        for side in range(2):
            value = np.float64(sound[side, frame])
            for stage in range(2):
                b0, b1, b2, a1, a2 = filters[stage]
                delayed = state[side, stage]
                out = b0 * value + delayed[0]
                delayed[0] = b1 * value - a1 * out + delayed[1]
                delayed[1] = b2 * value - a2 * out
                value = out
            power += value * value
        frames += 1
        if frames == step:
            steps[count] = power / step
            count += 1
            power, frames = 0.0, 0
    under_way[0], under_way[1] = power, frames
    return count
