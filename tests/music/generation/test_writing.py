"""Candidates: each its own piece, the same however many are written, weighed as evaluation does."""

from dataclasses import replace

import numpy as np
import pytest

from backend.music import midi
from backend.music.errors import CancelledError, CollapsedError
from backend.music.evaluation.likelihood import network_nats
from backend.music.events import FIELDS, encode
from backend.music.events import vocabulary as v
from backend.music.events.form import PARTS
from backend.music.generation import writing
from backend.music.generation.assignment import Assignment, Given, free_throughout
from backend.music.generation.repeats import AFRESH, KINDS, NEW, NOTES, RHYTHM
from backend.music.generation.writing import SCALE_PULL, TAKES, write
from backend.music.lstm.inputs import GENRES, song_inputs
from backend.music.lstm.runtime import Runtime
from backend.music.score import Role, Track
from backend.music.training.feeder import Song
from tests.music.generation.plain import PlainSampler
from tests.music.networks import random_bundle
from tests.music.scores import band

ROLES = (Role.MELODY, Role.PIANO, Role.BASS, Role.DRUMS)
BARS = 6
RUNTIMES = {"jazz": Runtime(random_bundle(1)), "general": Runtime(random_bundle(2))}


def assignment(**changes):
    score = band(BARS)
    parts = [
        (Track(t.notes[:0], t.program, t.is_drum, role=role), frozenset({role}))
        for role, t in zip(ROLES, score.tracks, strict=True)
    ]
    return replace(
        Assignment(
            voices=(("jazz", 1.0),),
            blank=encode(score),
            given=Given(free_throughout(BARS, frozenset(ROLES))),
            must=frozenset(),
            conductor=replace(score, tracks=()),
            parts=parts,
            seed=3,
            temperature=1.0,
            top_p=0.95,
        ),
        **changes,
    )


def run(made, candidates=1, accept=lambda _: True, told=None, cancelled=lambda: False):
    tell = (lambda _: None) if told is None else told.append
    return write(made, RUNTIMES, candidates, accept, tell, cancelled)


def test_a_candidate_is_the_same_whatever_the_number_of_candidates():
    guided = assignment(voices=(("jazz", 1.5), ("general", -0.5)))
    for made in (assignment(), guided):
        alone, three = run(made), run(made, 3)
        assert [w.candidate for w in three] == [0, 1, 2]
        assert alone[0].piece.events.tobytes() == three[0].piece.events.tobytes()
        assert len({w.piece.events.tobytes() for w in three}) == 3
    assert run(assignment())[0].piece.events.tobytes() != alone[0].piece.events.tobytes()


@pytest.mark.parametrize(("running", "groups"), [(1, 2), (2, 1)])
def test_candidates_share_a_core_as_soon_as_the_other_has_work(
    running, groups, tmp_path, monkeypatch
):
    told = tmp_path / "loadavg"
    told.write_text(f"9.00 9.00 9.00 {running}/80 1234\n")  # means say nothing about now
    monkeypatch.setattr(writing, "RUNNING", told)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    assert writing._groups(4) == groups


def test_a_voice_of_weight_0_is_not_heard():
    mixed = run(assignment(voices=(("jazz", 1.0), ("general", 0.0))))
    assert mixed[0].piece.events.tobytes() == run(assignment())[0].piece.events.tobytes()


def test_the_likelihood_is_that_of_evaluation():
    made = assignment()
    written = run(made)[0]
    events, plan = written.piece.events, made.blank.plan
    fields = np.stack([events[f].astype(np.int16) for f in FIELDS], axis=1)
    genre = GENRES.index("jazz")
    minor, tempo = made.blank.key.minor, made.blank.tempo_step
    song = Song(fields, song_inputs(events, plan, genre, minor, tempo))
    expected = network_nats(RUNTIMES["jazz"], [song])["total"]
    assert written.nats.sum() / written.notes.sum() == pytest.approx(expected, rel=1e-4)
    assert written.notes.sum() == (events["role"] < len(Role)).sum()
    assert written.nats.shape == written.notes.shape == (BARS,)


def test_what_is_not_accepted_is_written_anew_and_told():
    refused = []

    def third_time(score):
        refused.append(score)
        return len(refused) > 2

    told = []
    assert run(assignment(), accept=third_time, told=told)[0].takes == 3
    assert [(p.candidate, p.take, p.bar) for p in told] == [
        (0, take, bar) for take in range(3) for bar in range(BARS + 1)
    ]


def test_a_candidate_that_fails_is_left_out_unless_all_do():
    kept = midi.write(run(assignment())[0].score)
    same = run(assignment(), 3, accept=lambda score: midi.write(score) == kept)
    assert [w.candidate for w in same] == [0]
    with pytest.raises(CollapsedError, match=f"{TAKES} times"):
        run(assignment(), accept=lambda _: False)


@pytest.mark.parametrize("seed", range(3))
def test_the_kernels_follow_the_rules_as_plain_python_has_them(seed):
    free = free_throughout(BARS, frozenset(ROLES))
    free[2:4, Role.BASS] = False
    piece = encode(band(BARS))
    bar = np.cumsum(piece.events["position"] == v.BAR) - 1
    fixed = [[] for _ in range(BARS)]
    for index, event in zip(bar.tolist(), piece.events.tolist(), strict=True):
        if event[1] == Role.BASS and not free[index, Role.BASS]:
            fixed[index].append(event)
    chords = [{0: v.CHORD_BASE + 5} if b == 1 else {} for b in range(BARS)]
    repeats = np.full((BARS, PARTS), AFRESH)
    repeats[1:, v.CHORD] = NEW
    repeats[3, [v.CHORD, Role.MELODY, Role.DRUMS]] = KINDS * 1 + NOTES
    repeats[4, [Role.BASS, Role.PIANO]] = KINDS * 2 + RHYTHM, KINDS * 3 + RHYTHM
    made = assignment(
        seed=seed,
        given=Given(free, chords, fixed, repeats=repeats),
        voices=(("jazz", 1.5), ("general", -0.5)),
        temperature=1.2,
        chord_pull=0.5,
        rhythm=0.5,
    )
    told = []
    written = run(made, 2, accept=lambda _: len(told) > 3 * (BARS + 1), told=told)
    for candidate in written:
        take = candidate.takes - 1
        plain = PlainSampler(made, RUNTIMES, candidate.candidate, take, SCALE_PULL * take)
        assert plain.write().tolist() == candidate.piece.events.tolist()
    assert {w.takes for w in written} == {2}


def test_stopping_is_obeyed():
    told = []
    with pytest.raises(CancelledError):
        run(assignment(), 2, told=told, cancelled=lambda: len(told) >= 5)
    assert len(told) < 9
