"""A form tells which bars are an earlier one once more, part by part."""

import numpy as np

from backend.music.events import encode
from backend.music.events.form import SILENT, form_of
from backend.music.score import NOTE, Role, Score, Track


def score_of(*bars: list[tuple[int, int]]) -> Score:
    """A tune of (place in quarters, pitch) in bars of four quarters."""
    notes = [(1920 * b + 480 * at, 480, p, 90) for b, bar in enumerate(bars) for at, p in bar]
    return Score(480, (Track(np.array(notes, NOTE), 0, name="Tune", role=Role.MELODY),))


A = [(0, 60), (1, 64), (2, 67), (3, 64)]
SAME_RHYTHM = [(0, 62), (1, 65), (2, 69), (3, 65)]
OTHER = [(0, 60), (2, 67)]


def test_bars_are_the_same_by_their_notes_and_by_their_rhythm():
    form = form_of(encode(score_of(A, SAME_RHYTHM, OTHER, [], A)))
    assert form.notes[:, Role.MELODY].tolist() == [0, 1, 2, SILENT, 0]
    assert form.rhythms[:, Role.MELODY].tolist() == [0, 0, 2, SILENT, 0]
    assert (form.notes[:, Role.BASS] == SILENT).all()


def test_one_part_has_its_form_alone():
    form = form_of(encode(score_of(A, SAME_RHYTHM, A)))
    assert form.only(Role.MELODY).notes[:, Role.MELODY].tolist() == [0, 1, 0]
    assert (form.only(Role.MELODY).notes[:, 1:] == SILENT).all()
    assert (form.only(Role.DRUMS).rhythms == SILENT).all()


def test_what_is_taken_is_numbered_from_its_own_beginning():
    form = form_of(encode(score_of(A, SAME_RHYTHM, OTHER, [], A)))
    taken = form.taken(np.array([2, 3, 4, 1, 2]))
    assert taken.notes[:, Role.MELODY].tolist() == [0, SILENT, 2, 3, 0]
    assert taken.rhythms[:, Role.MELODY].tolist() == [0, SILENT, 2, 2, 0]
