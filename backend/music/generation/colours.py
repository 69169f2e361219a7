"""Colours: the chords of a source as another genre plays them, in triads or with sevenths."""

from collections.abc import Callable

from backend.music.events import vocabulary as v
from backend.music.generation.harmony import Frame
from backend.music.theory import CHORD_COUNT, QUALITIES

# Of the half bars of country songs 63 % hold a major triad, of those of most other genres 14 to
# 40 %. What is named a half-diminished chord has the tones of the minor triad a third above; a
# diminished one is a dominant seventh without its root. The others lose a tone.
_PLAIN = {
    "maj7": (0, ""), "m7": (0, "m"), "m7b5": (3, "m"), "dim": (8, "7"), "aug": (0, ""),
}  # fmt: skip


# Of the half bars of jazz songs 65 % hold a chord with a seventh, of those of rock songs a third.
# Major triads on the first and fourth step get a major seventh, the others a minor one.
_RICH = {"m": "m7", "dim": "m7b5", "sus4": "7"}
_MAJOR_SEVENTHS = (0, 5)


def plain(chords: Frame) -> Frame:
    """The same harmony in triads and dominant sevenths."""
    return _coloured(chords, lambda _root, name: _PLAIN.get(name, (0, name)))


def rich(chords: Frame) -> Frame:
    """The same harmony in chords with sevenths."""
    return _coloured(chords, lambda root, name: (0, _seventh(root, name)))


def _seventh(root: int, name: str) -> str:
    if name == "":
        return "maj7" if root in _MAJOR_SEVENTHS else "7"
    return _RICH.get(name, name)


def _coloured(chords: Frame, colour: Callable[[int, str], tuple[int, str]]) -> Frame:
    """Each chord with the quality that `colour` gives it, its root so many semitones higher."""
    return [{at: _changed(pitch, colour) for at, pitch in bar.items()} for bar in chords]


def _changed(pitch: int, colour: Callable[[int, str], tuple[int, str]]) -> int:
    chord = pitch - v.CHORD_BASE
    if not 0 < chord < CHORD_COUNT:
        return pitch
    root, quality = divmod(chord - 1, len(QUALITIES))
    up, name = colour(root, QUALITIES[quality])
    return v.CHORD_BASE + 1 + (root + up) % 12 * len(QUALITIES) + QUALITIES.index(name)
