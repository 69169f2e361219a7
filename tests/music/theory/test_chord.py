"""The chord vocabulary: names, numbers and transposition agree with each other."""

import numpy as np
import pytest

from backend.music.errors import BadRequestError
from backend.music.theory import (
    CHORD_COUNT,
    CHORD_TONES,
    QUALITIES,
    chord_index,
    chord_name,
    transpose_chord,
)


def test_every_number_has_a_name_that_reads_back() -> None:
    names = [chord_name(i) for i in range(CHORD_COUNT)]
    assert len(set(names)) == CHORD_COUNT == 121
    assert [chord_index(name) for name in names] == list(range(CHORD_COUNT))


@pytest.mark.parametrize(
    ("name", "index"),
    [("N.C.", 0), ("C", 1), ("Cm", 2), ("C7", 3), ("C5", 10), ("Db", 11), ("C#m", 12), ("B5", 120)],
)
def test_the_numbers_stored_in_weights_stay(name: str, index: int) -> None:
    assert chord_name(index) == name
    assert chord_index(name) == index


@pytest.mark.parametrize(
    ("written", "usual"),
    [
        ("C#maj7", "Dbmaj7"), ("A#", "Bb"), ("Cb", "B"), ("B#m7", "Cm7"), ("F♯m7b5", "F#m7b5"),
        ("Bø", "Bm7b5"), ("E♭-7", "Ebm7"), ("GM7", "Gmaj7"), ("D+", "Daug"), ("C/E", "C"),
        (" Am ", "Am"), ("Esus", "Esus4"), ("nc", "N.C."), ("Bdim7", "Bdim"),
    ],
)  # fmt: skip
def test_other_spellings_are_understood(written: str, usual: str) -> None:
    assert chord_name(chord_index(written)) == usual


@pytest.mark.parametrize("nonsense", ["H7", "", "Cadd9", "Cmaj13", "#", "7"])
def test_an_unknown_symbol_is_refused_by_name(nonsense: str) -> None:
    with pytest.raises(BadRequestError, match="is not a chord I know") as refusal:
        chord_index(nonsense)
    assert f"“{nonsense}”" in str(refusal.value)


@pytest.mark.parametrize("number", [-1, 121])
def test_a_number_outside_the_vocabulary_is_refused(number: int) -> None:
    with pytest.raises(BadRequestError, match="0 to 120"):
        chord_name(number)


def test_tones() -> None:
    assert CHORD_TONES.shape == (CHORD_COUNT, 12)
    assert not CHORD_TONES[0].any()
    assert np.flatnonzero(CHORD_TONES[chord_index("F#m7b5")]).tolist() == [0, 4, 6, 9]
    assert np.flatnonzero(CHORD_TONES[chord_index("G5")]).tolist() == [2, 7]
    with pytest.raises(ValueError, match="read-only"):
        CHORD_TONES[1, 1] = True


@pytest.mark.parametrize("semitones", [-13, -1, 0, 5, 12, 31])
def test_transposing_moves_the_tones(semitones: int) -> None:
    every = np.arange(CHORD_COUNT, dtype=np.uint8)
    moved = transpose_chord(every, semitones)
    assert moved.dtype == np.uint8
    assert moved.tolist() == [transpose_chord(i, semitones) for i in range(CHORD_COUNT)]
    assert np.array_equal(CHORD_TONES[moved], np.roll(CHORD_TONES, semitones, axis=1))
    assert transpose_chord(moved, -semitones).tolist() == every.tolist()


def test_transposing_by_a_small_integer_type_does_not_overflow() -> None:
    assert transpose_chord(120, np.int8(11)) == chord_index("Bb5")  # type: ignore[call-overload]


def test_there_are_ten_qualities() -> None:
    assert QUALITIES == ("", "m", "7", "maj7", "m7", "dim", "m7b5", "aug", "sus4", "5")
