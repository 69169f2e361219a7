"""Small scores that tests of several rooms need."""

import numpy as np

from backend.music.score import METRE, NOTE, TEMPO, Score, Track

QUARTER = 480


def notes(*rows: tuple[float, float, int], velocity: int = 80) -> np.ndarray:
    """NOTE rows from (onset in quarters, length in quarters, pitch)."""
    out = np.zeros(len(rows), NOTE)
    for row, (onset, length, pitch) in zip(out, rows, strict=True):
        row["onset"], row["duration"] = round(onset * QUARTER), round(length * QUARTER)
        row["pitch"], row["velocity"] = pitch, velocity
    return out[np.lexsort((out["pitch"], out["onset"]))]


def band(bars: int = 8, numerator: int = 4, denominator: int = 4) -> Score:
    """A tune over C, Am, F and G with bass, piano and drums, in any metre."""
    beats = numerator * 4 / denominator
    roots = [60, 57, 53, 55]
    tune, bass, piano, drums = [], [], [], []
    for bar in range(bars):
        at, root = bar * beats, roots[bar % 4]
        minor = root == 57
        chord = (root, root + (3 if minor else 4), root + 7)
        steps = max(int(beats), 1)
        tune += [(at + i, 0.9, 72 + (0, 4, 7, 5, 2, 0)[(i + bar) % 6]) for i in range(steps)]
        bass += [(at, beats / 2, root - 24), (at + beats / 2, beats / 2, root - 17)]
        piano += [(at, beats, p) for p in chord]
        drums += [(at, 0.25, 36), (at + beats / 2, 0.25, 38)]
    return Score(
        ticks_per_quarter=QUARTER,
        tracks=(
            Track(notes(*tune), 73, name="Melody"),
            Track(notes(*piano), 0, name="Piano"),
            Track(notes(*bass), 33, name="Bass"),
            Track(notes(*drums), 0, True, "Drums"),
        ),
        tempos=np.array([(0, 100.0)], TEMPO),
        metres=np.array([(0, numerator, denominator)], METRE),
        title="Test band",
    )
