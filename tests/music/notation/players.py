"""Players with a few notes."""

import numpy as np

from backend.music.score import NOTE, Track


def part(*notes: tuple[int, int, int], **options: object) -> Track:
    """One who plays (onset, duration, pitch), all as loud."""
    rows = np.zeros(len(notes), NOTE)
    for row, (onset, duration, pitch) in zip(rows, notes, strict=True):
        row["onset"], row["duration"], row["pitch"], row["velocity"] = onset, duration, pitch, 90
    return Track(rows, **options)  # type: ignore[arg-type]
