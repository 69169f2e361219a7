"""Colours and manners: which chords genres make of others, and when."""

import pytest

from backend.music.events import vocabulary as v
from backend.music.generation.colours import plain, rich
from backend.music.generation.manners import manner_of
from backend.music.generation.requests import RestyleRequest
from backend.music.generation.restyle import locks_of
from backend.music.theory import chord_index, chord_name


def names(*chords: str, colour=plain) -> list[str]:
    frame = [{0: v.CHORD_BASE + chord_index(chord)} for chord in chords]
    return [chord_name(bar[0] - v.CHORD_BASE) for bar in colour(frame)]


def test_sevenths_but_dominant_ones_are_dropped():
    assert names("Cmaj7", "Dm7", "G7", "F") == ["C", "Dm", "G7", "F"]


def test_diminished_chords_become_those_they_are_part_of():
    assert names("Bm7b5", "Bdim") == ["Dm", "G7"]


def test_triads_get_the_seventh_of_their_step():
    assert names("C", "F", "G", "D", colour=rich) == ["Cmaj7", "Fmaj7", "G7", "D7"]
    assert names("Am", "Bdim", "Gsus4", "E7", colour=rich) == ["Am7", "Bm7b5", "G7", "E7"]


@pytest.mark.parametrize("colour", [plain, rich])
def test_no_chord_stays_none(colour):
    assert colour([{}, {0: v.CHORD_BASE}]) == [{}, {0: v.CHORD_BASE}]


def test_chords_are_free_above_the_last_step_of_the_dial_unless_kept():
    assert "chords" in locks_of(RestyleRequest("country", 66))
    assert "chords" not in locks_of(RestyleRequest("country", 67))
    assert "chords" in locks_of(RestyleRequest("country", 90, frozenset({"chords"})))


def test_most_genres_have_no_manner_of_their_own():
    assert manner_of("country").colour is plain
    assert manner_of("pop") == manner_of("general")
    assert (manner_of("pop").rhythm, manner_of("pop").colour) == (1, None)
