"""Trials of composing: every kind of fault is found, and a good engine has none."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from backend.music.errors import CollapsedError
from backend.music.evaluation.compositions import (
    compose_all,
    faults_of,
    request_of,
    shipped_collapse,
)
from backend.music.generation import METRES, ComposeRequest, Outcome
from backend.music.score import Key, Score
from tests.music.evaluation.pieces import pumping, waltzing

Write = Callable[[ComposeRequest, int], Score]


class FakeEngine:
    """Composes by a function of the request and of how often it was asked before."""

    def __init__(self, write: Write) -> None:
        self.write = write
        self.asked: list[ComposeRequest] = []

    def compose(self, request: ComposeRequest) -> tuple[Outcome, ...]:
        score = self.write(request, self.asked.count(request))
        self.asked.append(request)
        ok = request.seed != 3
        outcome = Outcome(
            score, request.genre, Key(0), request.bars, 120, "4/4", {"takes": 1 + (not ok)},
            [{"what": "Key", "asked": "C major", "got": "C major" if ok else "D major", "ok": ok}],
        )  # fmt: skip
        return (outcome,)


def well(request: ComposeRequest, times: int) -> Score:
    return pumping(request.seed or 0, bars=request.bars)


def test_even_seeds_leave_everything_open_and_odd_ones_ask_for_everything():
    free, asked = request_of("jazz", 4), request_of("jazz", 5)
    assert free == ComposeRequest("jazz", bars=16, seed=4)
    assert asked == request_of("jazz", 5)
    assert asked.key
    assert asked.tempo
    assert asked.instruments
    many = [request_of("jazz", seed) for seed in range(1, 200, 2)]
    assert {r.metre for r in many} == set(METRES)
    assert len({r.key for r in many}) == 24
    assert len({r.bars for r in many}) > 3


def test_a_good_engine_has_no_faults_but_for_what_it_got_wrong():
    engine = FakeEngine(well)
    ticks = []
    found = compose_all(engine, "jazz", 12, lambda: ticks.append(1))
    assert found.to_json()["faults"] == {
        "invalid": [], "collapsed": [], "unsteady": [],
        "unmet": [(3, "Key: asked C major, got D major")],
    }  # fmt: skip
    assert found.again == 1
    assert found.repeated == 2
    assert [p.bars for p in found.free] == [16] * 6
    assert len(ticks) == 12
    assert len(engine.asked) == 14


def test_other_bytes_the_second_time_are_found():
    found = compose_all(FakeEngine(lambda r, times: pumping(times, bars=r.bars)), "jazz", 11)
    assert found.unsteady == [0, 10]


def test_refusals_and_broken_events_are_counted():
    def badly(request: ComposeRequest, times: int) -> Score:
        if request.seed == 1:
            raise CollapsedError("it loops one bar")
        if request.seed == 2:
            raise AssertionError("events must be written in order")
        return well(request, times)

    found = compose_all(FakeEngine(badly), "jazz", 4)
    assert found.collapsed == [(1, "it loops one bar")]
    assert found.invalid == [(2, "AssertionError: events must be written in order")]


def test_a_piece_of_another_length_or_with_a_silent_part_is_invalid():
    piece = pumping(1, bars=8)
    assert list(faults_of(piece, 8)) == []
    assert list(faults_of(piece, 16)) == ["8 bars instead of 16"]
    silent = replace(piece.tracks[1], notes=piece.tracks[1].notes[:0])
    assert list(faults_of(replace(piece, tracks=(piece.tracks[0], silent)), 8)) == [
        "piano has no notes"
    ]


def test_notes_that_no_file_can_hold_are_invalid():
    piece = pumping(1, bars=8)
    notes = piece.tracks[0].notes.copy()
    notes["duration"][0] = 0
    broken = replace(piece, tracks=(replace(piece.tracks[0], notes=notes), *piece.tracks[1:]))
    assert any("without length" in why for why in faults_of(broken, 8))


@pytest.mark.parametrize("make", [pumping, waltzing])
def test_music_is_no_collapse_and_a_stuck_tune_is(make):
    piece = make(1, bars=16)
    assert shipped_collapse(piece) is None
    notes = piece.tracks[0].notes.copy()
    notes["pitch"] = 60
    stuck = replace(piece, tracks=(replace(piece.tracks[0], notes=notes), *piece.tracks[1:]))
    assert "stuck" in str(shipped_collapse(stuck))
    late = np.concatenate([piece.tracks[0].notes[:1], piece.tracks[0].notes[-1:]])
    empty = replace(piece, tracks=(replace(piece.tracks[0], notes=late),))
    assert "bars are silent" in str(shipped_collapse(empty))
