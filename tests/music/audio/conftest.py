"""Sound to test with: pure tones as arrays, and short pieces as scores."""

import numpy as np
import numpy.typing as npt
import pytest

from backend.music.score import NOTE, TEMPO, Score, Track

RATE = 44_100
Sound = npt.NDArray[np.float32]


def tone(seconds: float, level: float, frequency: float = 997.0, rate: int = RATE) -> Sound:
    """(2, frames): a sine on both sides."""
    wave = level * np.sin(2 * np.pi * frequency * np.arange(round(seconds * rate)) / rate)
    return np.stack([wave, wave]).astype(np.float32)


def part(*notes: tuple[int, int, int], program: int = 0, is_drum: bool = False) -> Track:
    """A player of (onset, duration, pitch) in ticks of a 480th quarter."""
    rows = np.zeros(len(notes), NOTE)
    for row, (onset, duration, pitch) in zip(rows, notes, strict=True):
        row["onset"], row["duration"], row["pitch"], row["velocity"] = onset, duration, pitch, 100
    return Track(rows, program=program, is_drum=is_drum, name=f"p{program}")


@pytest.fixture
def band() -> Score:
    """Two bars for piano, bass and drums at 120."""
    piano = part(*[(480 * n, 480, 60 + n) for n in range(8)])
    bass = part((0, 1920, 36), (1920, 1920, 41), program=33)
    drums = part(*[(480 * n, 60, 38) for n in range(8)], is_drum=True)
    return Score(480, (piano, bass, drums), tempos=np.array([(0, 120.0)], TEMPO), title="Band")
