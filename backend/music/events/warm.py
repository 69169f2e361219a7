"""Have everything compiled that reading and encoding need, so that no song waits for it.

`python -m backend.music.events.warm` does it while installing.
"""

import numpy as np

from backend.music import midi
from backend.music.events.encode import encode
from backend.music.score import NOTE, Score, Track
from backend.music.theory import skyline


def warm() -> None:
    """Read and encode a bar of chords.

    Where nothing is compiled yet that takes some fifteen seconds of one core; what was compiled is
    kept beside the code, and loading it takes a few tenths of one.
    """
    notes = np.zeros(3, NOTE)
    notes["pitch"], notes["duration"], notes["velocity"] = (60, 64, 67), 480, 80
    score = midi.read(midi.write(Score(480, (Track(notes),))))
    skyline(score.tracks[0], score.ticks_per_quarter)
    encode(score)


if __name__ == "__main__":
    warm()
