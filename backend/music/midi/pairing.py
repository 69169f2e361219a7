"""Find the end of every note: which note-off belongs to which note-on."""

import numpy as np
import numpy.typing as npt

from backend.music.compiled import kernel

Ints = npt.NDArray[np.int64]


@kernel
def durations(key: Ints, tick: Ints, is_on: npt.NDArray[np.bool_]) -> tuple[Ints, int]:
    """The duration of every note-on in ticks, −1 where it has no end, and how many lack theirs.

    The arrays are (n,), one entry a note-on or note-off; those of one key are in the order of
    time. `key` is a number for each channel and pitch. A note-off ends the note of its key that
    has sounded longest; one too many does nothing. Where a key has notes that are never ended,
    note-offs were lost, and all its notes are paired anew: each ends at its next note-off or where
    the key is struck again, whichever is first. What is returned for note-offs means nothing.
    """
    top = 0
    for i in range(len(key)):
        top = max(top, key[i])
    # The notes of a key that sound wait in a line: its first and last, and who is behind whom.
    oldest = np.full(top + 1, -1, np.int64)
    newest = np.full(top + 1, -1, np.int64)
    behind = np.full(len(key), -1, np.int64)
    found = np.zeros(len(key), np.int64)
    sounding = 0
    for i in range(len(key)):
        k = key[i]
        note = oldest[k]
        if is_on[i]:
            if note < 0:
                oldest[k] = i
            else:
                behind[newest[k]] = i
            newest[k] = i
            sounding += 1
        elif note >= 0:
            found[note] = tick[i] - tick[note]
            oldest[k] = behind[note]
            sounding -= 1
    if sounding:
        _pair_anew(key, tick, is_on, oldest, found)
    return found, sounding


@kernel
def _pair_anew(
    key: Ints, tick: Ints, is_on: npt.NDArray[np.bool_], oldest: Ints, found: Ints
) -> None:
    """Let each note of a key that still sounds end at the next entry that stands later in time."""
    here = np.full(len(oldest), -1, np.int64)
    later = np.full(len(oldest), -1, np.int64)
    for i in range(len(key) - 1, -1, -1):
        k = key[i]
        if oldest[k] < 0:
            continue
        if tick[i] != here[k]:
            later[k] = here[k]
            here[k] = tick[i]
        if is_on[i]:
            found[i] = later[k] - tick[i] if later[k] >= 0 else -1
