"""The tune among heard notes: what it is told by, and the line that is drawn through it."""

import numpy as np

from backend.music.hearing import semitones as spectra
from backend.music.hearing.clues import CLUES, clues
from backend.music.hearing.ears import Ears
from backend.music.hearing.listening import heard
from backend.music.hearing.network import HOP, RATE, Heard
from backend.music.hearing.picking import HEARD_NOTE, picked
from backend.music.hearing.semitones import semitones
from backend.music.hearing.tune import tune
from tests.music.hearing import files


def heard_notes(*rows: tuple[float, float, int]) -> np.ndarray:
    notes = np.zeros(len(rows), HEARD_NOTE)
    for note, (onset, end, pitch) in zip(notes, rows, strict=True):
        note["onset"], note["end"], note["pitch"], note["sure"] = onset, end, pitch, 0.8
    return notes


def test_a_tone_and_its_overtones_stand_at_their_semitones() -> None:
    time = np.arange(2 * RATE) / RATE
    sound = sum(np.sin(2 * np.pi * 440 * k * time) / k for k in (1, 2, 3)).astype(np.float32)
    levels = semitones([sound[:1000], sound[1000:]])
    assert levels.shape == (-(-2 * RATE // spectra.HOP), spectra.SEMITONES)
    middle = levels[len(levels) // 2]
    loudest = spectra.LOWEST + np.sort(np.argsort(middle)[-3:])
    assert loudest.tolist() == [69, 81, 88]
    # A recording has the same ones however loud it is, and silence has none.
    np.testing.assert_allclose(semitones([0.1 * sound]), levels, atol=1e-3)
    assert not semitones([np.zeros(RATE, np.float32)]).any()


def test_spectra_are_those_of_the_frames_that_the_ear_answers(ears: Ears) -> None:
    sound = files.tone(2, RATE)
    assert spectra.HOP == 2 * HOP
    assert len(semitones([sound])) == -(-len(sound) // spectra.HOP)


def test_clues_tell_neighbours_and_the_edges_of_a_recording() -> None:
    notes = heard_notes((0.0, 1.0, 60), (0.01, 1.0, 64), (0.5, 0.9, 72), (1.9, 2.0, 108))
    empty = Heard(np.zeros((172, 88), np.float32), np.zeros((172, 88), np.float32))
    found = clues(notes, empty, np.ones((86, spectra.SEMITONES), np.float32))
    assert found.shape == (4, CLUES)
    assert np.isfinite(found).all()
    above, below, higher, lower, up, down = found[:, 7:13].T
    assert np.allclose(above[1:], [0.8 * 0.4 / 0.99 / 3, 0, 0])
    assert (below[0], lower[0], down[0]) == (0, 0, 2)
    assert np.allclose([higher[0], lower[1]], 1 / 3)  # they begin together
    assert np.allclose([up[0], down[1]], 4 / 12)
    assert clues(notes[:0], empty, np.ones((86, spectra.SEMITONES))).shape == (0, CLUES)


def test_the_line_takes_the_likelier_of_two_and_leaves_what_is_hardly_tune() -> None:
    notes = heard_notes((0, 0.5, 72), (0.01, 0.5, 60), (0.5, 1, 74), (1, 1.5, 40), (1.5, 2, 76))
    likely = np.array([0.9, 0.6, 0.8, 0.05, 0.7], np.float32)
    assert tune(notes, likely).tolist() == [0, 2, 4]
    assert tune(notes, np.array([0.6, 0.9, 0.8, 0.05, 0.7], np.float32)).tolist() == [1, 2, 4]
    assert tune(notes[:0], likely[:0]).tolist() == []


def test_a_leap_into_another_register_has_to_be_worth_it() -> None:
    notes = heard_notes((0, 1.5, 40), (0, 0.5, 72), (0.5, 1, 50), (1, 1.5, 74))
    assert tune(notes, np.array([0.01, 0.9, 0.3, 0.9], np.float32)).tolist() == [1, 3]
    assert tune(notes, np.array([0.01, 0.9, 0.9, 0.9], np.float32)).tolist() == [1, 2, 3]


def test_where_all_is_doubtful_a_line_takes_in_more_than_where_some_is_sure() -> None:
    chord = (0, 9, 40)
    notes = heard_notes(chord, *((i, i + 0.9, 70 + i % 3) for i in range(8)))
    doubtful = np.full(9, 0.15, np.float32)
    doubtful[0] = 0.01
    assert tune(notes, doubtful).tolist() == list(range(1, 9))
    sure = doubtful.copy()
    sure[1:5] = 0.95
    assert tune(notes, sure).tolist() == [1, 2, 3, 4]


def test_of_a_player_alone_the_tune_rather_lies_on_top() -> None:
    notes = heard_notes(*((i, i + 0.9, pitch) for i in range(4) for pitch in (48, 60, 72)))
    doubtful = np.full(12, 0.2, np.float32)
    assert tune(notes, doubtful, band=False).tolist() == [2, 5, 8, 11]
    doubtful[1::3] = 0.9  # unless the network is sure
    assert tune(notes, doubtful, band=False).tolist() == [1, 4, 7, 10]


def test_of_a_flute_alone_all_is_tune(ears: Ears) -> None:
    """The network has learnt from bands; one voice must not be taken apart."""
    time = np.arange(RATE // 2) / RATE
    fading = np.minimum(1, np.minimum(time, time[::-1]) * 40)
    steps = np.array([60, 62, 64, 65, 67, 69, 71, 72])[:, None] - 69
    turns = 2 * np.pi * time * 440 * 2 ** (steps / 12)
    scale = fading * sum(np.sin(k * turns) / k**2 for k in (1, 2, 3))
    sound = np.tile(scale.ravel(), 3).astype(np.float32)
    listened = heard(ears.pitches, [sound])
    notes = picked(listened)
    line = tune(notes, ears.tune.choose(clues(notes, listened, semitones([sound]))))
    assert len(line) == len(notes) == 24
