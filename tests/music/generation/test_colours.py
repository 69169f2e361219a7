"""Colours and manners: which chords country makes of others, and when."""

from backend.music.events import vocabulary as v
from backend.music.generation.colours import plain
from backend.music.generation.manners import manner_of
from backend.music.generation.requests import RestyleRequest
from backend.music.generation.restyle import locks_of
from backend.music.theory import chord_index, chord_name


def names(*chords: str) -> list[str]:
    frame = [{0: v.CHORD_BASE + chord_index(chord)} for chord in chords]
    return [chord_name(bar[0] - v.CHORD_BASE) for bar in plain(frame)]


def test_sevenths_but_dominant_ones_are_dropped():
    assert names("Cmaj7", "Dm7", "G7", "F") == ["C", "Dm", "G7", "F"]


def test_diminished_chords_become_those_they_are_part_of():
    assert names("Bm7b5", "Bdim") == ["Dm", "G7"]


def test_no_chord_stays_none():
    assert plain([{}, {0: v.CHORD_BASE}]) == [{}, {0: v.CHORD_BASE}]


def test_chords_are_free_above_the_last_step_of_the_dial_unless_kept():
    assert "chords" in locks_of(RestyleRequest("country", 66))
    assert "chords" not in locks_of(RestyleRequest("country", 67))
    assert "chords" in locks_of(RestyleRequest("country", 90, frozenset({"chords"})))


def test_most_genres_have_no_manner_of_their_own():
    assert manner_of("country").plain
    assert manner_of("jazz") == manner_of("general")
    assert (manner_of("jazz").rhythm, manner_of("jazz").chord_pull) == (1, 0)
