"""Features: some 280 numbers that describe the notes of a piece, blind to its instruments.

General MIDI programs and names are never looked at, and of the roles only whether a note belongs to
the drums, the bass, the melody or the rest: changing the sounds of a piece changes nothing here.
"""

import numpy as np

from backend.music.score import Role
from backend.music.style.consistency import closeness
from backend.music.style.counting import (
    Floats,
    entropy,
    histogram,
    named,
    share,
)
from backend.music.style.drumming import describe_drums
from backend.music.style.lines import describe_bass, describe_melody, describe_parts
from backend.music.style.material import Material
from backend.music.theory import CHORD_TONES, QUALITIES

_BAR_LENGTHS = (24, 36, 48)  # grid ticks: 2/4; 3/4 and 6/8; 4/4


def describe(material: Material) -> dict[str, float]:
    """All descriptors by name, always the same names in the same order; every value is finite."""
    return {
        **_frame(material),
        **describe_drums(material),
        **describe_bass(material),
        **describe_melody(material),
        **describe_parts(material),
        **_harmony(material),
        **closeness(material),
    }


def vector(material: Material) -> Floats:
    """The values of `describe` as an array."""
    return np.array(list(describe(material).values()))


def _frame(material: Material) -> dict[str, float]:
    seconds = float(material.lengths.sum()) / 12 * 60 / max(material.bpm, 1.0)
    out = {
        "tempo": material.bpm,
        "notes a second": len(material.pitch) / max(seconds, 1.0),
        "compound": share(material.compound),
    }
    return out | {f"bars of {n}": share(material.lengths == n) for n in _BAR_LENGTHS}


def _harmony(material: Material) -> dict[str, float]:
    pitched = material.role != Role.DRUMS
    classes = material.pitch[pitched] % 12
    tonic = 9 if material.minor else 0
    weight = np.minimum(material.duration[pitched], 48).astype(np.float64)
    halves = material.chords.reshape(-1)
    some = halves[halves > 0]
    root, quality = np.divmod(some - 1, len(QUALITIES))
    changed = np.append(True, some[1:] != some[:-1])[: len(some)]
    moves = np.diff(root[changed]) % 12
    qualities = histogram(quality, len(QUALITIES))
    chord = np.where(halves >= 0, halves, 0)
    late = material.position[pitched] * 2 >= material.lengths[material.bar[pitched]]
    sounding = chord.reshape(-1, 2)[material.bar[pitched], late.astype(np.int64)]
    inside = CHORD_TONES[sounding, classes]
    return {
        "minor": float(material.minor),
        **named("pitch class", histogram((classes - tonic) % 12, 12, weight)),
        **named("quality", qualities),
        "no chord": share(halves <= 0),
        **named("root", histogram((root - tonic) % 12, 12)),
        **named("root move", histogram(moves, 12)),
        "chord changes": float(changed.sum()) / max(material.bars, 1),
        "distinct chords": len(np.unique(some)) / max(len(some), 1),
        "chord entropy": entropy(histogram(some, len(CHORD_TONES))),
        "in chord": share(inside[sounding > 0]),
    }
