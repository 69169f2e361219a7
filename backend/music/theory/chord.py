"""The chord vocabulary: 120 chords and "no chord" as the numbers 0–120, and their names."""

from typing import overload

import numpy as np
import numpy.typing as npt

from backend.music.errors import BadRequestError
from backend.music.score import Key

# The numbers are stored in weights and events: append, never reorder.
QUALITIES = ("", "m", "7", "maj7", "m7", "dim", "m7b5", "aug", "sus4", "5")
CHORD_COUNT = 1 + 12 * len(QUALITIES)
NO_CHORD = "N.C."

# Semitones above the root, root first; the order of the rows is that of QUALITIES.
INTERVALS = (
    (0, 4, 7), (0, 3, 7), (0, 4, 7, 10), (0, 4, 7, 11), (0, 3, 7, 10),
    (0, 3, 6), (0, 3, 6, 10), (0, 4, 8), (0, 5, 7), (0, 7),
)  # fmt: skip

# Names lie on the line of fifths (Temperley, The Cognition of Basic Musical Structures, 2001,
# ch. 5): F C G D A E B and again with sharps, C = 0. A key names roots by the twelve places around
# its tonic: in major those of major chords from the flat second to the raised fourth (Db to F# in
# C), of minor ones from the flat third to the raised fifth (Eb to G#), of diminished ones up to the
# raised second (D#), for they lead to the step above. In minor, whose tonic lies three places over
# that of its signature, major chords have the places of minor ones. All of these hold the scale.
_LINE = "FCGDAEB"
_LOWEST = {"m": -3, "m7": -3, "dim": -2, "m7b5": -2}  # fifths over the signature
_LOWEST_MAJOR, _LOWEST_MAJOR_IN_MINOR = -5, -3
# F flat to B sharp: where a root had two signs, it is named as the same key of the piano.
_FLATTEST, _SHARPEST = -8, 12
_C_MAJOR = Key(0)
_STEP = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
# What else people write for a quality of the vocabulary.
_SYNONYMS = {
    "M": "", "maj": "", "major": "", "min": "m", "minor": "m", "-": "m", "dom7": "7",
    "M7": "maj7", "Maj7": "maj7", "Δ": "maj7", "Δ7": "maj7", "min7": "m7", "-7": "m7",
    "°": "dim", "o": "dim", "dim7": "dim", "°7": "dim", "ø": "m7b5", "ø7": "m7b5", "min7b5": "m7b5",
    "+": "aug", "sus": "sus4", "no3": "5",
}  # fmt: skip


def _tones() -> npt.NDArray[np.bool_]:
    table = np.zeros((CHORD_COUNT, 12), np.bool_)
    for root in range(12):
        for quality, intervals in enumerate(INTERVALS):
            for interval in intervals:
                table[1 + root * len(QUALITIES) + quality, (root + interval) % 12] = True
    table.setflags(write=False)
    return table


CHORD_TONES = _tones()
"""(CHORD_COUNT, 12): which pitch classes each chord holds; none for "no chord"."""


def chord_name(index: int, key: Key = _C_MAJOR) -> str:
    """The symbol of a chord number, such as "Cmaj7" or "F#m7b5"; 0 is "N.C.".

    Args:
        index: 0 to 120.
        key: the one in force; its line of fifths spells the root.
    """
    if not 0 <= index < CHORD_COUNT:
        raise BadRequestError(f"{index} is not a chord number. Use 0 to {CHORD_COUNT - 1}.")
    if index == 0:
        return NO_CHORD
    root, number = divmod(index - 1, len(QUALITIES))
    quality = QUALITIES[number]
    major = _LOWEST_MAJOR_IN_MINOR if key.minor else _LOWEST_MAJOR
    lowest = key.fifths + _LOWEST.get(quality, major)
    place = lowest + (7 * root - lowest) % 12
    place += 12 * ((place < _FLATTEST) - (place > _SHARPEST))
    signs, letter = divmod(place + 1, 7)
    return _LINE[letter] + ("#" * signs or "b" * -signs) + quality


def chord_index(name: str) -> int:
    """The number of a chord symbol; a slash bass ("C/E") is read and left out.

    Raises:
        BadRequestError: the symbol is none of the vocabulary's.
    """
    symbol = name.strip().replace("♯", "#").replace("♭", "b")
    if symbol.upper() in ("N.C.", "NC", "N"):
        return 0
    symbol = symbol.partition("/")[0]
    if symbol[:1] not in _STEP:
        raise _unknown(name)
    root, rest = _STEP[symbol[0]], symbol[1:]
    while rest[:1] in ("#", "b") and rest:
        root += 1 if rest[0] == "#" else -1
        rest = rest[1:]
    quality = _SYNONYMS.get(rest, rest)
    if quality not in QUALITIES:
        raise _unknown(name)
    return 1 + root % 12 * len(QUALITIES) + QUALITIES.index(quality)


@overload
def transpose_chord(index: int, semitones: int) -> int: ...
@overload
def transpose_chord(index: npt.NDArray[np.uint8], semitones: int) -> npt.NDArray[np.uint8]: ...
def transpose_chord(
    index: int | npt.NDArray[np.uint8], semitones: int
) -> int | npt.NDArray[np.uint8]:
    """Move a chord number, or an array of them, by semitones; "no chord" stays."""
    shift = int(semitones) % 12 * len(QUALITIES)
    if isinstance(index, int):
        return 1 + (index - 1 + shift) % (CHORD_COUNT - 1) if index else 0
    wide = index.astype(np.int64)
    moved = np.where(wide > 0, 1 + (wide - 1 + shift) % (CHORD_COUNT - 1), 0)
    return moved.astype(np.uint8)


def _unknown(name: str) -> BadRequestError:
    known = ", ".join(q or "major" for q in QUALITIES)
    return BadRequestError(
        f"“{name}” is not a chord I know. Write a root A–G and one of these: {known}."
    )
