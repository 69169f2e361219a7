"""The skyline: the highest line of a part that plays chords."""

import numpy as np
import numpy.typing as npt

from backend.music.score import Track
from backend.music.theory.pitched import joined

_BELOW_LINE = 12  # semitones under the line around it at which a "highest note" is accompaniment
_AROUND = 8  # quarters before and after a note that count as "around"


def skyline(track: Track, ticks_per_quarter: int) -> npt.NDArray[np.bool_]:
    """(n,) which notes are the top line: the highest at their onset with none higher sounding.

    Top notes more than an octave below the line around them are fill-ins of the accompaniment
    while the tune rests, and left out.
    """
    from backend.music.theory.lining import top_line

    slack = max(ticks_per_quarter // 12, 1)
    chosen: npt.NDArray[np.bool_] = top_line(
        joined([track.notes]), slack, _AROUND * ticks_per_quarter, _BELOW_LINE
    )
    return chosen
