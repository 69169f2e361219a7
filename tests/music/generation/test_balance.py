"""The band stands behind the tune: volumes of new players, before the first note and in the end."""

from dataclasses import replace

import numpy as np
import pytest

from backend.music import midi
from backend.music.generation import ComposeRequest, ContinueRequest, RestyleRequest
from backend.music.midi.mixing import VOLUME
from backend.music.score import CONTROL, Role, Score, Track
from tests.music.engines import small_engine
from tests.music.scores import band

SONG = band(8)


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    return small_engine(tmp_path_factory.mktemp("models"))


def volume(track: Track) -> int:
    volumes = track.controls["value"][track.controls["number"] == VOLUME]
    return int(volumes[0]) if len(volumes) else 100


def level(track: Track) -> float:
    """In dB, as General MIDI adds velocity and volume."""
    return 40 * np.log10(track.notes["velocity"].mean() * volume(track) / 127**2)


def softly(score: Score) -> Score:
    """The tune at a velocity of 50, as a pianist would play it alone."""
    tune, *others = score.tracks
    quiet = tune.notes.copy()
    quiet["velocity"] = 50
    return replace(score, tracks=(replace(tune, notes=quiet), *others))


def test_nobody_plays_louder_than_the_tune_and_chords_stand_behind_it(engine) -> None:
    request = RestyleRequest("jazz", 60, instruments=((Role.PIANO, 0), (Role.BASS, 33)), seed=1)
    made = engine.restyle(softly(SONG), request)[0].score
    read = midi.read(midi.write(made)).tracks  # the file says it, not only the score
    tune, *others = [t for t in read if len(t.notes)]
    by_role = {t.role: level(own) for t, own in zip(made.tracks, read, strict=True)}
    assert volume(tune) == 100
    assert others
    rounding = 0.5  # dB, of volumes in whole numbers
    assert max(map(level, others)) <= level(tune) + rounding
    assert by_role[Role.PIANO] <= level(tune) - 2.5 + rounding


def test_a_tune_over_a_soft_band_leaves_it_where_its_role_stands(engine) -> None:
    made = engine.compose(ComposeRequest("jazz", 8, seed=1))[0].score
    tune = next(t for t in made.tracks if t.role is Role.MELODY)
    assert volume(tune) == 100
    for track in made.tracks:
        if track.role in (Role.PIANO, Role.GUITAR, Role.STRINGS):
            assert volume(track) < 95
        if len(track.notes) and len(tune.notes):
            assert level(track) <= level(tune) + 0.5


def test_players_stand_behind_before_their_first_note(engine) -> None:
    told = []
    request = ComposeRequest("jazz", 8, instruments=((Role.MELODY, 73), (Role.PIANO, 0)), seed=1)
    engine.compose(request, on_progress=told.append)
    header = told[0].score
    assert [volume(t) for t in header.tracks if t.role is Role.PIANO] == [87]
    assert [volume(t) for t in header.tracks if t.role is Role.MELODY] == [100]


def test_players_that_were_there_keep_their_volumes(engine) -> None:
    loud = np.array([(0, VOLUME, 127)], CONTROL)
    source = replace(SONG, tracks=tuple(replace(t, controls=loud) for t in SONG.tracks))
    made = engine.continue_(source, ContinueRequest("jazz", 4, seed=1))[0].score
    assert [volume(t) for t in made.tracks[: len(SONG.tracks)]] == [127] * len(SONG.tracks)
