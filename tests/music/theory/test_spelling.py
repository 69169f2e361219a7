"""Chord roots are spelt in their key, and every spelling reads back; the browser spells the same.

`frontend/test/chords.test.ts` reads the table. After a wanted change, write it anew:
CADENZA_SNAPSHOTS=write python -m pytest tests/music/theory/test_spelling.py
"""

import json
import os

import music21
import pytest

from backend import paths
from backend.music.prompt.chords import is_chord
from backend.music.score import Key
from backend.music.theory import CHORD_COUNT, QUALITIES, chord_index, chord_name
from backend.music.theory.symbols import chord_of_symbol

KEPT = paths.ROOT / "frontend" / "test" / "chords.json"
KEYS = [Key(tonic, minor) for minor in (False, True) for tonic in range(12)]


@pytest.mark.parametrize(
    ("key", "numbered", "names"),
    [
        ("Db major", "C# F# B A# G#7 Ebm7", "Db Gb Cb Bb Ab7 Ebm7"),
        ("Eb major", "G#m Bmaj7 G# C# Ddim", "Abm Cbmaj7 Ab Db Ddim"),
        ("A major", "Abdim Abm C#7 Gbm Bb", "G#dim G#m C#7 F#m Bb"),
        ("C major", "C#maj7 F# G# D# A# Dbm Abm Dbdim", "Dbmaj7 F# Ab Eb Bb C#m G#m C#dim"),
        ("A minor", "G#dim D#dim Bb E7 F#m7b5", "G#dim D#dim Bb E7 F#m7b5"),
        ("C minor", "C#7 F#7 B7 E Fm Gbdim", "Db7 Gb7 B7 E Fm F#dim"),
        ("F# major", "B F Fdim Ebm Bbm", "B E# E#dim D#m A#m"),
        ("Eb minor", "B G#m F#maj7 A#7", "Cb Abm Gbmaj7 Bb7"),
        ("Ab major", "E A", "Fb A"),  # not B double flat
    ],
)
def test_roots_are_spelt_in_their_key(key: str, numbered: str, names: str) -> None:
    assert [chord_name(chord_index(n), Key.parse(key)) for n in numbered.split()] == names.split()


@pytest.mark.parametrize("key", KEYS, ids=str)
def test_the_scale_of_a_key_is_spelt_as_theory_books_spell_it(key: Key) -> None:
    tonic, mode = str(key).split()
    for pitch in music21.key.Key(tonic.replace("b", "-"), mode).pitches:
        for quality in QUALITIES:
            number = chord_index(f"C{quality}") + len(QUALITIES) * pitch.pitchClass
            assert chord_name(number, key) == pitch.name.replace("-", "b") + quality


@pytest.mark.parametrize("key", KEYS, ids=str)
def test_every_spelling_is_read_back(key: Key) -> None:
    names = [chord_name(index, key) for index in range(1, CHORD_COUNT)]
    assert [chord_index(name) for name in names] == list(range(1, CHORD_COUNT))
    assert [chord_of_symbol(name) for name in names] == list(range(1, CHORD_COUNT))
    assert all(is_chord(name) for name in names)


@pytest.mark.parametrize(
    ("written", "usual"),
    [("Cb", "B"), ("E#m", "Fm"), ("B#7", "C7"), ("Fb", "E"), ("F##m7", "Gm7"), ("Bbb", "A"),
     ("E♭♭m/C♭♭", "Dm")],
)  # fmt: skip
def test_unusual_spellings_are_read(written: str, usual: str) -> None:
    assert chord_of_symbol(written) == chord_index(written) == chord_index(usual)
    assert is_chord(written)


def test_the_browser_is_tested_on_these_names() -> None:
    found = {
        str(key): {
            quality: " ".join(
                chord_name(1 + root * len(QUALITIES) + number, key) for root in range(12)
            )
            for number, quality in enumerate(QUALITIES)
        }
        for key in KEYS
    }
    if os.environ.get("CADENZA_SNAPSHOTS") == "write":
        KEPT.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", "utf-8")
    assert found == json.loads(KEPT.read_text("utf-8"))
