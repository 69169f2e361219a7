"""The shipped models do what is asked: a few seeds here, a hundred in scripts/evaluate.py."""

import pytest

from backend import paths
from backend.music import midi
from backend.music.errors import CancelledError, UnusableScoreError
from backend.music.generation import ComposeRequest, Engine, RestyleRequest
from backend.music.score import Key, Role, Score, Track
from backend.music.theory import assign_roles, estimate_key
from tests.music.scores import band, notes

ENGINE = Engine(paths.MODELS)
GENRES = ENGINE.genres
QUARTET = ((Role.MELODY, 64), (Role.PIANO, 4), (Role.BASS, 32), (Role.DRUMS, 0))


def test_the_models_of_the_spine_are_here():
    assert {"general", "classical", "jazz", "rock"} <= set(GENRES)
    assert [card.genre for card in ENGINE.cards()] == GENRES


@pytest.mark.parametrize("genre", GENRES)
@pytest.mark.parametrize(
    ("seed", "key", "tempo", "metre", "bars"),
    [(1, Key(2, True), 96, "4/4", 8), (2, Key(10), 140, "3/4", 12), (3, Key(6), 61.5, "6/8", 4)],
)
def test_what_is_asked_is_got(genre, seed, key, tempo, metre, bars):
    request = ComposeRequest(genre, bars, key, tempo, metre, QUARTET, seed=seed)
    outcome = ENGINE.compose(request)[0]
    assert [row for row in outcome.certificate if not row["ok"]] == []
    written = midi.read(midi.write(outcome.score))
    assert written.bpm == pytest.approx(tempo, abs=0.01)
    assert {(t.is_drum, t.program) for t in written.tracks} == {
        (r is Role.DRUMS, program) for r, program in QUARTET
    }
    assert estimate_key(written)[0] == key
    assert ComposeRequest.from_json(outcome.recipe["request"]) == request


@pytest.mark.parametrize("genre", GENRES)
def test_the_same_seed_gives_the_same_bytes(genre):
    first, second = (ENGINE.compose(ComposeRequest(genre, 8, seed=11))[0] for _ in range(2))
    assert midi.write(first.score) == midi.write(second.score)
    assert first.recipe == second.recipe


@pytest.mark.parametrize("genre", GENRES)
@pytest.mark.parametrize("strength", [20, 60, 90])
def test_a_restyle_keeps_every_note_of_the_tune(genre, strength):
    source = band(8)
    request = RestyleRequest(genre, strength, seed=5)
    outcome = ENGINE.restyle(source, request)[0]
    assert outcome.report["melody_kept"] == 1
    kept = next(t for t in outcome.score.tracks if t.role is Role.MELODY)
    assert kept.notes.tolist() == source.tracks[0].notes.tolist()
    assert kept.program == source.tracks[0].program
    others = [t.notes.tolist() for t in outcome.score.tracks if t.role is not Role.MELODY]
    assert others
    assert source.tracks[1].notes.tolist() not in others


def test_locked_parts_come_out_as_they_went_in():
    source = band(8)
    request = RestyleRequest("jazz", 90, frozenset({"bass", "drums", "melody"}), seed=1)
    outcome = ENGINE.restyle(source, request)[0]
    written = {t.role: t.notes.tolist() for t in outcome.score.tracks}
    assert written[Role.BASS] == source.tracks[2].notes.tolist()
    assert written[Role.DRUMS] == source.tracks[3].notes.tolist()


@pytest.mark.parametrize("metre", [(3, 4), (6, 8), (5, 4), (7, 8), (2, 2)])
def test_a_restyle_keeps_metre_tempo_and_length(metre):
    source = band(8, *metre)
    outcome = ENGINE.restyle(source, RestyleRequest("rock", 60, seed=2))[0]
    assert [row for row in outcome.certificate if not row["ok"]] == []
    assert outcome.score.metres.tolist() == source.metres.tolist()
    assert outcome.score.end <= source.end + source.ticks_per_quarter * 8


def test_strength_0_is_the_source_itself():
    source = band(8)
    outcome = ENGINE.restyle(source, RestyleRequest("rock", 0))[0]
    assert [t.notes.tolist() for t in outcome.score.tracks] == [
        t.notes.tolist() for t in source.tracks
    ]


def test_progress_tells_the_piece_bar_by_bar():
    told = []
    outcome = ENGINE.compose(ComposeRequest("jazz", 6, seed=3), on_progress=told.append)[0]
    last = [p for p in told if p.take == told[-1].take]
    assert [p.bar for p in last] == list(range(7))
    assert last[0].score.note_count == 0
    assert last[0].score.bpm == outcome.tempo
    for number, track in enumerate(outcome.score.tracks):
        bars = [n for p in last[1:] for n in p.score.tracks[number].notes.tolist()]
        assert sorted(bars) == sorted(track.notes.tolist())


def test_stopping_is_obeyed():
    told = []
    with pytest.raises(CancelledError):
        ENGINE.compose(
            ComposeRequest("jazz", 32, seed=3),
            on_progress=told.append,
            cancelled=lambda: len(told) > 3,
        )
    assert told[-1].bar <= 4


@pytest.mark.parametrize(
    ("score", "why"),
    [
        (Score(480, (Track(notes((0, 1, 36), (1, 1, 38)), is_drum=True),)), "only drums"),
        (Score(480, (Track(notes((0, 1, 60))),)), "1 pitched note"),
        (band(600), "600 bars"),
    ],
)
def test_what_cannot_be_restyled_says_why(score, why):
    with pytest.raises(UnusableScoreError, match=why):
        ENGINE.check_source(score)


def test_a_tune_inside_a_piano_part_is_kept_too():
    chords = [(i, 1, p) for i in range(0, 32, 2) for p in (48, 52, 55)]
    tune = [(i / 2, 0.5, 72 + (0, 2, 4, 5, 7)[i % 5]) for i in range(64)]
    source = Score(480, (Track(notes(*chords, *tune), 0, name="Piano"),))
    outcome = ENGINE.restyle(source, RestyleRequest("classical", 60, seed=1))[0]
    roles = assign_roles(source)[0]
    melody = source.tracks[0].notes[roles == Role.MELODY]
    kept = next(t for t in outcome.score.tracks if t.role is Role.MELODY)
    assert kept.notes.tolist() == melody.tolist()
    assert len(melody) == 64
