"""What the doctor finds odd about a file, and what not."""

from dataclasses import replace

import pytest

from backend.music.score import Track
from backend.music.training.checkup import check
from tests.music.scores import band, notes

BAND = band(8)
TUNE, _, _, DRUMS = BAND.tracks
BEAT = notes(
    *((i / 2, 0.1, 42) for i in range(32)),
    *((float(i), 0.1, (36, 38)[i % 2]) for i in range(16)),
)


def checked(*tracks: Track):
    return check(replace(BAND, tracks=tracks), 0.5)


def test_nothing_is_odd_about_a_band():
    found = check(BAND, 0.7)
    assert (found.off_grid, found.key_confidence) == (0.0, 0.7)
    assert (found.one_note, found.hidden_drums, found.tuned_drums) == (0, 0, 0)


def test_onsets_between_the_lines_of_the_grid_are_off_it():
    late = notes(*((i + (1 / 24 if i % 4 == 0 else 0), 0.5, 60 + i % 5) for i in range(40)))
    assert checked(Track(late, 0)).off_grid == 0.25


def test_a_pitched_track_of_one_pitch_is_a_one_note_track():
    alarm = notes(*((float(i), 0.5, 60) for i in range(16)))
    assert checked(TUNE, Track(alarm, 0)).one_note == 1
    assert checked(TUNE, replace(DRUMS, notes=alarm)).one_note == 0
    assert checked(TUNE, Track(alarm[:7], 0)).one_note == 0


@pytest.mark.parametrize(
    ("track", "hidden"),
    [
        (Track(BEAT, 0), 1),  # a kit by its pitches
        (Track(TUNE.notes, 0, name="Drums"), 1),  # by its name
        (Track(TUNE.notes, 12, name="Drums"), 0),  # a marimba
        (Track(BEAT, 118), 0),  # a synth drum is at home there
        (Track(BEAT, 33, name="Bass"), 0),
        (Track(BEAT, 0, True), 0),  # on its own channel
    ],
)
def test_drums_on_a_pitched_channel_are_hidden(track, hidden):
    assert checked(TUNE, track).hidden_drums == hidden


def test_a_tune_on_the_drum_channel_is_no_drums():
    scale = notes(*((float(i), 0.5, 48 + i) for i in range(24)))
    assert checked(replace(DRUMS, notes=scale)).tuned_drums == 1
    assert checked(replace(DRUMS, notes=BEAT)).tuned_drums == 0
