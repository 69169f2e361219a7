"""Chord symbols and progressions: usual spellings, music21's grammar, and errors with a place."""

import pytest
from music21 import harmony

from backend.music.errors import BadRequestError
from backend.music.theory import CHORD_TONES, chord_name
from backend.music.theory.progression import read_progression
from backend.music.theory.symbols import chord_of_symbol

# Chords of one function each rather than of a root and kind; lead sheets do not write them.
NOT_ON_LEAD_SHEETS = {"N6", "It+6", "It", "Fr+6", "Fr", "Gr+6", "Ger", "pedal", "tristan"}
KINDS = sorted(
    {
        abbreviation
        for _, spellings in harmony.CHORD_TYPES.values()
        for abbreviation in spellings
        if abbreviation not in NOT_ON_LEAD_SHEETS
    }
)


@pytest.mark.parametrize(
    ("symbol", "meant"),
    [
        ("C", "C"), ("Dm7", "Dm7"), ("B♭maj9/D", "Bbmaj7"), ("F#m7b5", "F#m7b5"), ("Aø", "Am7b5"),
        ("E°7", "Edim"), ("C+", "Caug"), ("C7#9", "C7"), ("G7sus4", "Gsus4"), ("Csus2", "C5"),
        ("C6/9", "C"), ("Cm6", "Cm"), ("CmM7", "Cm"), ("C7alt", "C7"), ("Cmadd9", "Cm"),
        ("GΔ7", "Gmaj7"), ("GM7", "Gmaj7"), ("Am/G", "Am"), ("B-7", "Bm7"), ("C13(b9,#11)", "C7"),
        ("Emin", "Em"), ("Ebma7", "Ebmaj7"), ("A5", "A5"), ("Cno3", "C5"), ("Dbb", "C"),
    ],
)  # fmt: skip
def test_what_people_write_is_read(symbol, meant):
    assert chord_name(chord_of_symbol(symbol)) == meant


@pytest.mark.parametrize("kind", KINDS)
def test_music21_agrees_on_what_is_kept(kind):
    """Third (or what stands for it) and seventh of ours are music21's; fifths may be plain."""
    ours = set(CHORD_TONES[chord_of_symbol(f"C{kind}")].nonzero()[0].tolist())
    theirs = {pitch.pitchClass for pitch in harmony.ChordSymbol(f"C{kind}").pitches}
    assert ours - theirs <= {7}
    assert 0 in ours


@pytest.mark.parametrize("index", range(1, 121))
def test_every_chord_of_ours_is_read_by_its_own_name(index):
    assert chord_of_symbol(chord_name(index)) == index


@pytest.mark.parametrize(
    ("symbol", "told"),
    [("Hm7", "Near it"), ("Dm77", "Near it: Dm7"), ("xyz", "a root A–G"), ("N.C.", "no chord")],
)
def test_what_is_no_chord_says_what_is_near(symbol, told):
    with pytest.raises(BadRequestError, match=told) as caught:
        chord_of_symbol(symbol)
    assert symbol in str(caught.value)


@pytest.mark.parametrize(
    ("text", "bars"),
    [
        ("| Dm7 G7 | Cmaj7 |", [["Dm7", "G7"], ["Cmaj7"]]),
        ("Dm7 G7 Cmaj7", [["Dm7"], ["G7"], ["Cmaj7"]]),
        ("||: Dm7 | % :|| C |]", [["Dm7"], ["Dm7"], ["C"]]),
        ("Am F | C G\nDm", [["Am", "F"], ["C", "G"], ["Dm"]]),
    ],
)
def test_a_progression_is_read_bar_by_bar(text, bars):
    assert [[chord_name(c) for c in bar] for bar in read_progression(text)] == bars


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("| C | Dm7 Gx7 |", "Bar 2, chord 2: “Gx7”"),
        ("| C Am F | G |", "“F” is chord 3 of bar 1"),
        ("| % | C |", "none before"),
        ("| C | | G |", "Bar 2 has no chord"),
        ("| N.C. |", "Bar 1, chord 1"),
        (" | ", "empty"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place(text, told):
    with pytest.raises(BadRequestError, match=told):
        read_progression(text)
