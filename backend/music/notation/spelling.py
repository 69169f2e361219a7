"""How pitches and chords are spelt in a key, and what a drum looks like on its staff."""

import re
from typing import Final, NamedTuple

# Fifths upwards from F flat to B double sharp, F C G D A E B again and again.
_LINE: Final = "FCGDAEB"
_CLASS: Final = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
# MusicXML's name of each quality, by how people write it after the root.
KINDS: Final = {
    "": "major", "m": "minor", "7": "dominant", "maj7": "major-seventh", "m7": "minor-seventh",
    "dim": "diminished", "m7b5": "half-diminished", "aug": "augmented", "sus4": "suspended-fourth",
    "5": "power",
}  # fmt: skip
# Step and octave on a staff of five lines, and whether the head is a cross: the usual drum key.
_DRUMS: Final = {
    35: ("F", 4, False), 36: ("F", 4, False), 37: ("C", 5, True), 38: ("C", 5, False),
    39: ("C", 5, True), 40: ("C", 5, False), 41: ("A", 4, False), 42: ("G", 5, True),
    43: ("A", 4, False), 44: ("D", 4, True), 45: ("B", 4, False), 46: ("G", 5, True),
    47: ("D", 5, False), 48: ("D", 5, False), 49: ("A", 5, True), 50: ("E", 5, False),
    51: ("F", 5, True), 52: ("A", 5, True), 53: ("F", 5, True), 55: ("B", 5, True),
    57: ("B", 5, True), 59: ("F", 5, True),
}  # fmt: skip


class Spelt(NamedTuple):
    """A letter, its sharps (negative for flats), and an octave where middle C is C4."""

    step: str
    alter: int
    octave: int


def spelt(pitch: int, fifths: int) -> Spelt:
    """A pitch as it is written in a key: by its scale, its leading notes and its flat ones."""
    # Places on the line of fifths, C = 0: from three flats beyond the tonic to eight sharps.
    first = fifths - 3
    place = first + (7 * pitch - first) % 12
    letter = _LINE[(place + 1) % 7]
    alter = (place + 1) // 7
    octave = (pitch - alter - _CLASS[letter]) // 12 - 1
    return Spelt(letter, alter, octave)


def on_drum_staff(pitch: int) -> tuple[str, int, bool]:
    """Step, octave, and whether the note head is a cross."""
    return _DRUMS.get(pitch, ("E", 4, True))


def chord_parts(symbol: str) -> tuple[str, int, str, str] | None:
    """Root letter, its sharps, MusicXML's kind, and how the kind is written; None for no chord."""
    match = re.fullmatch(r"([A-G])([#b]*)(.*)", symbol.partition("/")[0])
    if not match or match[3] not in KINDS:
        return None
    alter = match[2].count("#") - match[2].count("b")
    return match[1], alter, KINDS[match[3]], match[3]
