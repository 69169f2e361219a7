"""The last step before a file: loud enough for where it is heard, and never over the ceiling."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from backend.music.audio.limiter import limited, margin_of
from backend.music.audio.loudness import SILENCE, LoudnessMeter, Sound
from backend.music.audio.tape import Tape
from backend.music.score.effects import CEILING, LOUDNESS

# More than this would only raise the noise of a piece that is meant to be quiet.
_MOST: Final = 24.0  # dB
_NEAR: Final = 0.2  # LU: near enough to the target
_AMISS: Final = 0.5  # LU: further from the target than a meter or an ear would let pass
_TRIALS: Final = 3
_CHUNK: Final = 1 << 17  # frames


@dataclass(frozen=True)
class Master:
    """What is done to the whole mix, so that it can be done to a part of it.

    Attributes:
        gain: linear, before the limiter.
        lufs: integrated loudness of what comes out.
        ceiling_db: of the limiter, in dBTP.
    """

    gain: float
    lufs: float
    ceiling_db: float = CEILING

    def missed(self, target: float) -> str:
        """Why what comes out is not as loud as the target, in LUFS; empty where it is."""
        if abs(target - self.lufs) < _AMISS:
            return ""
        if self.gain >= 10 ** (_MOST / 20):
            return f"it is not raised by more than {_MOST:g} dB"
        return f"its peaks stay under {self.ceiling_db:g} dBTP"


def mastered(mix: Tape, rate: int, target: float = LOUDNESS, ceiling_db: float = CEILING) -> Master:
    """Find the gain at which the limited mix is as loud as the target.

    Args:
        mix: the whole piece.
        rate: samples a second.
        target: in LUFS. Music with high peaks may stay below it: three trials are made.
        ceiling_db: of the limiter, in dBTP.
    """
    chunks = (mix.play(start, start + _CHUNK) for start in range(0, mix.frames, _CHUNK))
    unlimited = _loudness(chunks, rate)
    if unlimited <= SILENCE:
        return Master(1.0, SILENCE, ceiling_db)
    lift = min(target - unlimited, _MOST)
    for trial in range(_TRIALS):
        gain = 10 ** (lift / 20)
        found = _loudness(levelled(mix, Master(gain, target, ceiling_db), rate), rate)
        if abs(target - found) < _NEAR or lift >= _MOST or trial + 1 == _TRIALS:
            break
        lift = min(lift + target - found, _MOST)
    return Master(gain, found, ceiling_db)


def levelled(mix: Tape, master: Master, rate: int) -> Iterator[Sound]:
    """The mix at its gain through the limiter, chunk by chunk; the chunks join without a seam."""
    margin = margin_of(rate)
    for start in range(0, mix.frames, _CHUNK):
        first, stop = max(start - margin, 0), min(start + _CHUNK, mix.frames)
        whole = limited(mix.play(first, stop + margin), master.gain, rate, master.ceiling_db)
        yield np.ascontiguousarray(whole[:, start - first : stop - first])


def _loudness(blocks: Iterable[Sound], rate: int) -> float:
    meter = LoudnessMeter(rate)
    for block in blocks:
        meter.push(block)
    return meter.lufs
