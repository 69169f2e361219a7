"""The opening bars of a song, as a small drawing shows them."""

import numpy as np
import pytest

from backend.music.score import METRE, NOTE, Role, Score, Track
from backend.music.score.opening import BARS, LIMIT, opening


def notes(*rows: tuple[int, int, int]) -> np.ndarray:
    return np.array([(onset, duration, pitch, 90) for onset, duration, pitch in rows], NOTE)


def test_notes_are_measured_in_bars() -> None:
    score = Score(480, (Track(notes((0, 960, 60), (960, 960, 62), (1920, 1920, 64))),))
    assert opening(score) == [(0.0, 60, 0.5, 1), (0.5, 62, 0.5, 1), (1.0, 64, 1.0, 1)]


def test_silence_before_the_first_bar_is_left_out() -> None:
    score = Score(480, (Track(notes((3 * 1920 + 480, 480, 60), (4 * 1920, 480, 62))),))
    assert [mark[0] for mark in opening(score)] == [0.25, 1.0]


def test_it_ends_after_eight_bars() -> None:
    score = Score(480, (Track(notes(*((i * 1920, 4000, 60) for i in range(20)))),))
    marks = opening(score)
    assert len(marks) == BARS
    assert max(x + w for x, _, w, _ in marks) == BARS


def test_bars_follow_the_metre() -> None:
    metres = np.array([(0, 3, 4), (1440, 4, 4)], METRE)
    score = Score(
        480, (Track(notes((0, 480, 60), (1440, 480, 62), (3360, 480, 64))),), metres=metres
    )
    assert [(x, w) for x, _, w, _ in opening(score)] == [(0.0, 0.333), (1.0, 0.25), (2.0, 0.25)]


def test_the_melody_leads_and_drums_are_left_out() -> None:
    low, high = notes((0, 480, 40)), notes((0, 480, 70))
    drums = Track(notes((0, 480, 38)), is_drum=True)
    said = Score(480, (Track(high), Track(low, role=Role.MELODY), drums))
    assert opening(said) == [(0.0, 40, 0.25, 1), (0.0, 70, 0.25, 0)]
    guessed = Score(480, (Track(low), Track(high), drums))
    assert opening(guessed) == [(0.0, 40, 0.25, 0), (0.0, 70, 0.25, 1)]
    assert [mark[1] for mark in opening(Score(480, (drums,)))] == [38]


def test_a_dense_song_keeps_its_melody() -> None:
    tune = notes(*((i * 480, 480, 72) for i in range(32)))
    crowd = notes(*((i * 8, 8, 40) for i in range(1900)))
    marks = opening(Score(480, (Track(tune, role=Role.MELODY), Track(crowd))))
    assert len(marks) == LIMIT
    assert sum(leads for *_, leads in marks) == 32


@pytest.mark.parametrize("tracks", [(), (Track(notes()),)])
def test_no_notes_no_drawing(tracks: tuple[Track, ...]) -> None:
    assert opening(Score(480, tracks)) == []
