"""Relative: a piece in minor goes to its relative major, and its tune stays as it is."""

from dataclasses import replace

import numpy as np
import pytest

from backend.music.events import vocabulary as v
from backend.music.generation.chordfinder import chords_under
from backend.music.generation.harmony import chords_of
from backend.music.generation.relative import in_relative_major
from backend.music.generation.source import analyse
from backend.music.score import KEY_CHANGE, Key, Role
from backend.music.theory import CHORD_TONES, chord_index
from tests.music.scores import band, notes

TUNE = (69, 71, 72, 69, 76, 74, 72, 71, 69, 72, 76, 69, 74, 72, 71, 69)
MINOR = ("Am", "Dm", "Em", "E", "E7", "Am7")


@pytest.fixture
def source():
    """Eight bars of D minor that say so."""
    song = band(8)
    tune = notes(*((float(i), 0.9, TUNE[i % 16] + 5) for i in range(32)))
    keys = np.array([(0, 2, True)], KEY_CHANGE)
    tracks = (replace(song.tracks[0], notes=tune), *song.tracks[1:])
    found = analyse(replace(song, tracks=tracks, keys=keys))
    return replace(found, piece=replace(found.piece, key=Key(2, minor=True)))


def test_it_stands_in_the_major_key_with_the_same_notes(source):
    made = in_relative_major(source, "country", np.random.default_rng(1))
    assert made.piece.key == Key(5)
    assert made.score.keys[["tonic", "minor"]].tolist() == [(5, False)]
    assert made.piece.key.to_normal == source.piece.key.to_normal


def test_the_tune_is_untouched_and_every_chord_is_found_anew(source):
    made = in_relative_major(source, "country", np.random.default_rng(1))
    before, after = source.piece.events, made.piece.events
    tune = before["role"] == Role.MELODY
    assert after[tune].tolist() == before[tune].tolist()
    assert [set(bar) for bar in chords_of(made.piece)] == [set(b) for b in chords_of(source.piece)]
    last = list(chords_of(made.piece)[-1].values())[-1]
    assert last == v.CHORD_BASE + chord_index("C")


def test_chords_share_tones_with_those_they_take_the_place_of(source):
    found = [{0: v.CHORD_BASE + chord_index(name)} for name in ("Am", "Dm", "Em", "Am")]
    piece = in_relative_major(source, "country", np.random.default_rng(1)).piece
    halves = [{**found[bar % 4], 24: found[bar % 4][0]} for bar in range(8)]

    def shared(before):
        rng = np.random.default_rng(2)
        made = chords_under(piece, [{} for _ in range(8)], "country", rng, before)
        pairs = [(w[at], m[at]) for w, m in zip(halves, made, strict=True) for at in m]
        tones = [CHORD_TONES[np.array(pair) - v.CHORD_BASE] for pair in pairs]
        return sum(int((a & b).sum()) for a, b in tones)

    assert shared(halves) > shared(None)
