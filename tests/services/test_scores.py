"""Chord symbols as pages and sheets show them: spelt in the key in force, or in the one heard."""

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import numpy as np

from backend import paths
from backend.music import editing, midi
from backend.music.notation import musicxml
from backend.music.score import KEY_CHANGE, NOTE, Score, Track
from backend.services.scores import chords_of

MILLPOND = midi.read((paths.DEMOS / "folk-1.mid").read_bytes())  # in D major


def roots(score: Score) -> set[str]:
    return {re.match("[A-G][#b]*", name)[0] for _, name in chords_of(score)}  # type: ignore[index]


def shifted(semitones: int) -> Score:
    return editing.edited(MILLPOND, [{"verb": "transpose", "semitones": semitones}])


def test_a_song_that_is_moved_is_spelt_in_its_new_key() -> None:
    assert {"D", "G"} <= roots(MILLPOND)
    low = roots(shifted(-1))
    assert {"Db", "Gb"} <= low
    assert not {name for name in low if "#" in name}


def test_a_song_that_names_no_key_is_spelt_in_the_one_that_is_heard() -> None:
    silent = replace(shifted(-1), keys=np.zeros(0, KEY_CHANGE))
    assert chords_of(silent) == chords_of(shifted(-1))


def test_each_chord_is_spelt_in_the_key_that_holds_there() -> None:
    notes = [
        (bar * 1920, 1920, root + tone, 90)
        for bar, root in enumerate((61, 66, 61, 66))
        for tone in (0, 4, 7)
    ]
    keys = np.array([(0, 1, False), (3840, 6, False)], KEY_CHANGE)
    score = Score(480, (Track(np.array(notes, NOTE)),), keys=keys)
    assert chords_of(score) == [(0, "Db"), (1920, "Gb"), (3840, "C#"), (5760, "F#")]


def test_a_chord_that_lasts_over_a_change_of_key_is_said_once() -> None:
    notes = [(bar * 1920, 1920, pitch, 90) for bar in range(4) for pitch in (61, 65, 68)]
    keys = np.array([(0, 1, False), (3840, 6, False)], KEY_CHANGE)
    score = Score(480, (Track(np.array(notes, NOTE)),), keys=keys)
    assert chords_of(score) == [(0, "Db")]


def test_a_borrowed_chord_has_its_flats_on_paper() -> None:
    """Eb, Abm, Cbmaj7 and Bb in E flat major."""
    chords = [(63, 67, 70), (56, 59, 63), (59, 63, 66, 70), (58, 62, 65)]
    notes = [(bar * 1920, 1920, pitch, 90) for bar, c in enumerate(chords) for pitch in c]
    score = Score(480, (Track(np.array(notes, NOTE)),), keys=np.array([(0, 3, False)], KEY_CHANGE))
    found = chords_of(score)
    assert [name for _, name in found] == ["Eb", "Abm", "Cbmaj7", "Bb"]
    page = ET.fromstring(musicxml(score, chords=found).decode().split("\n", 2)[2])
    written = [(r.findtext("root-step"), r.findtext("root-alter")) for r in page.iter("root")]
    assert written == [("E", "-1"), ("A", "-1"), ("C", "-1"), ("B", "-1")]
