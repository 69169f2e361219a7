"""Colours: the chords of a source in the plain way of country songs."""

from backend.music.events import vocabulary as v
from backend.music.generation.harmony import Frame
from backend.music.theory import CHORD_COUNT, QUALITIES

# Of the half bars of country songs 63 % hold a major triad, of those of most other genres 14 to
# 40 %. What is named a half-diminished chord has the tones of the minor triad a third above; a
# diminished one is a dominant seventh without its root. The others lose a tone.
_PLAIN = {
    "maj7": (0, ""), "m7": (0, "m"), "m7b5": (3, "m"), "dim": (8, "7"), "aug": (0, ""),
}  # fmt: skip


def plain(chords: Frame) -> Frame:
    """The same harmony in triads and dominant sevenths."""
    return [{at: _plain(pitch) for at, pitch in bar.items()} for bar in chords]


def _plain(pitch: int) -> int:
    chord = pitch - v.CHORD_BASE
    if not 0 < chord < CHORD_COUNT:
        return pitch
    root, quality = divmod(chord - 1, len(QUALITIES))
    up, name = _PLAIN.get(QUALITIES[quality], (0, QUALITIES[quality]))
    return v.CHORD_BASE + 1 + (root + up) % 12 * len(QUALITIES) + QUALITIES.index(name)
