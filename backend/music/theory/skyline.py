"""The skyline: the highest line of a part that plays chords."""

import numpy as np
import numpy.typing as npt

from backend.music.score import Track

_BELOW_LINE = 12  # semitones under the line around it at which a "highest note" is accompaniment
_AROUND = 8  # quarters before and after a note that count as "around"


def skyline(track: Track, ticks_per_quarter: int) -> npt.NDArray[np.bool_]:
    """(n,) which notes are the top line: the highest at their onset with none higher sounding.

    Top notes more than an octave below the line around them are fill-ins of the accompaniment
    while the tune rests, and left out.
    """
    notes = track.notes
    onset = notes["onset"].astype(np.int64)
    pitch = notes["pitch"].astype(np.int64)
    slack = max(ticks_per_quarter // 12, 1)
    end = np.maximum(onset + notes["duration"] - slack, onset + 1)
    is_new = np.append(True, onset[1:] != onset[:-1])
    times, place = onset[is_new], np.cumsum(is_new) - 1
    # Chords of a played performance do not start on one tick: look a little ahead.
    until = np.searchsorted(times, end, "left")
    since = np.searchsorted(times, onset - slack, "left")
    low, high = int(pitch.min()), int(pitch.max())
    width = high - low + 1
    size = (len(times) + 1) * width
    # Columns from high to low, so that the first that sounds is the top.
    edges = np.zeros(size, np.int32)
    np.add.at(edges, since * width + high - pitch, 1)
    np.subtract.at(edges, np.maximum(until, since) * width + high - pitch, 1)
    sounding = np.cumsum(edges.reshape(-1, width)[:-1], axis=0, dtype=np.int32) > 0
    top = high - np.argmax(sounding, axis=1)
    chosen: npt.NDArray[np.bool_] = pitch >= top[place]
    reach = _AROUND * ticks_per_quarter
    line = np.flatnonzero(chosen)
    total = np.concatenate([[0], np.cumsum(pitch[line])])
    since = np.searchsorted(onset[line], onset[line] - reach, "left")
    until = np.searchsorted(onset[line], onset[line] + reach, "right")
    around = (total[until] - total[since]) / (until - since)
    chosen[line[pitch[line] < around - _BELOW_LINE]] = False
    return chosen
