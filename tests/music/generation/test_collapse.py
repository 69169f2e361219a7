"""Collapses are found, and music is left alone."""

from dataclasses import replace

import numpy as np
import pytest

from backend.music.events import encode
from backend.music.events import vocabulary as v
from backend.music.generation.collapse import collapse_of
from backend.music.score import Role, Score, Track
from tests.music.scores import band, notes

BAND = frozenset({Role.MELODY, Role.BASS, Role.DRUMS, Role.PIANO})


def test_a_band_is_no_collapse():
    assert collapse_of(encode(band(16)), BAND) is None


def test_a_missing_part_is_named():
    assert "brass" in str(collapse_of(encode(band(16)), BAND | {Role.BRASS}))


def test_bars_that_were_planned_must_sound():
    piece = encode(band(16))
    bar = np.cumsum(piece.events["position"] == v.BAR) - 1
    note = piece.events["role"] < v.ROLES
    cut = replace(piece, events=piece.events[~(note & (bar == 15))])
    assert collapse_of(cut, BAND) == "the last bar is silent"
    holes = replace(piece, events=piece.events[~(note & (bar > 3) & (bar < 12))])
    assert "bars are silent" in str(collapse_of(holes, BAND))
    piece.plan["counts"][15] = 0
    assert collapse_of(replace(cut, plan=piece.plan), BAND) is None


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([(i, 1, 60) for i in range(64)], "one or two notes"),
        ([(i, 1, 60 + i % 7 if i < 8 else 60) for i in range(64)], "stuck"),
        ([(i, 1, (60, 64, 67, 71)[i % 4]) for i in range(64)], "loops"),
    ],
)
def test_a_tune_that_goes_nowhere_is_found(rows, reason):
    piece = encode(Score(480, (Track(notes(*rows), 73),)), roles=[np.zeros(64, np.uint8)])
    assert reason in str(collapse_of(piece, frozenset({Role.MELODY})))
