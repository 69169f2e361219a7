"""The tune among the heard notes: the line of notes, one after another, that sings best."""

from typing import Final

import numpy as np
import numpy.typing as npt

from backend.music.hearing.picking import Notes

Array = npt.NDArray[np.float64]

# What a note brings to the line. Tuned on bands that were rendered here; see the benchmark.
_SURE: Final = 1.04
_ATTACK: Final = 0.62
_LONG: Final = 1.15  # times the root of its seconds, up to one
_COVERED: Final = 0.91  # lost for each note, as sure as can be, that sounds above it
_COVERED_MOST: Final = 3.0
_FAR: Final = 0.13  # lost for each octave from where tunes lie …
_MIDDLE: Final = 82  # … around this pitch
_TOLL: Final = 0.82  # lost by every note, so that no line is better than a bad one
# What it costs to go on from one note to the next.
_LEAP: Final = 1.08  # an octave; more than fifteen semitones are all alike
_FARTHEST: Final = 15
_PAUSE: Final = 0.55  # a second; more than two are all alike
_LONGEST_PAUSE: Final = 2.0
_OVERLAP: Final = 0.47  # when more than half of a note goes on under the next one
_TOGETHER: Final = 0.035  # seconds within which two notes are a chord
_LOOK: Final = 60  # notes back


def tune(notes: Notes) -> npt.NDArray[np.intp]:
    """The indices of the notes of the tune, in order; `notes` are sorted by onset."""
    worth = _worth(notes)
    best = worth.copy()
    back = np.full(len(notes), -1)
    onset, end = notes["onset"], notes["end"]
    pitch = notes["pitch"].astype(np.float64)
    for now in range(1, len(notes)):
        before = slice(max(now - _LOOK, 0), now)
        overlap = (end[before] - onset[now]) / np.maximum(end[before] - onset[before], 1e-3)
        pause = np.clip(onset[now] - end[before], 0, _LONGEST_PAUSE)
        leap = np.minimum(np.abs(pitch[before] - pitch[now]), _FARTHEST) / 12
        gain = best[before] - _LEAP * leap - _PAUSE * pause - _OVERLAP * (overlap > 0.5)
        gain[onset[before] > onset[now] - _TOGETHER] = -np.inf
        chosen = int(np.argmax(gain))
        if gain[chosen] > 0:
            best[now] = worth[now] + gain[chosen]
            back[now] = before.start + chosen
    line = []
    at = int(np.argmax(best)) if len(notes) else -1
    while at >= 0:
        line.append(at)
        at = int(back[at])
    return np.array(line[::-1], np.intp)


def _worth(notes: Notes) -> Array:
    pitch = notes["pitch"].astype(np.float64)
    length = notes["end"] - notes["onset"]
    far = np.abs(pitch - _MIDDLE) / 12
    return np.asarray(
        _SURE * notes["sure"]
        + _ATTACK * notes["attack"]
        + _LONG * np.sqrt(np.clip(length, 0, 1))
        - _COVERED * np.minimum(_covered(notes), _COVERED_MOST)
        - _FAR * far
        - _TOLL,
        np.float64,
    )


def _covered(notes: Notes) -> Array:
    """How many notes sound above each, weighed by how sure they are and for how long they do."""
    above = np.zeros(len(notes))
    onset, end, pitch, sure = (notes[name] for name in ("onset", "end", "pitch", "sure"))
    longest = float((end - onset).max(initial=0.0))
    first = np.searchsorted(onset, onset - longest)
    last = np.searchsorted(onset, end)
    for i in range(len(notes)):
        near = slice(int(first[i]), int(last[i]))
        shared = np.minimum(end[near], end[i]) - np.maximum(onset[near], onset[i])
        higher = pitch[near] > pitch[i]
        weight = np.maximum(shared, 0.0) * higher * sure[near]
        above[i] = weight.sum() / max(end[i] - onset[i], 1e-3)
    return above
