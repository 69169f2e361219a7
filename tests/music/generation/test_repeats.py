"""What a plan repeats is what real bars repeat, as far as notes, metre and chords allow it."""

import numpy as np
import pytest

from backend.music.errors import BadRequestError
from backend.music.events import vocabulary as v
from backend.music.events.encoded import PLAN
from backend.music.events.form import PARTS, SILENT, Form
from backend.music.generation.repeats import (
    AFRESH,
    KINDS,
    NEW,
    NOTES,
    RHYTHM,
    evened,
    pinned,
    repeated,
    repeats_of,
    share_repeated,
)
from backend.music.generation.requests.plan import read_plan, written_plan
from backend.music.generation.sections import returns, sections_of
from backend.music.score import Role

BARS = 6
C, F = {0: v.CHORD_BASE + 1, 24: v.CHORD_BASE + 1}, {0: v.CHORD_BASE + 9, 24: v.CHORD_BASE + 9}


def rows_of(bars=BARS):
    rows = np.zeros(bars, PLAN)
    rows["length"], rows["numerator"], rows["denominator"] = 48, 4, 4
    rows["counts"][:, [Role.BASS, Role.DRUMS]] = 4, 8
    return rows


def form_like(*numbers, bars=BARS):
    """All parts have these numbers, to the note and in rhythm."""
    table = np.repeat(np.array(numbers, np.uint16)[:, None], PARTS, axis=1)
    assert len(table) == bars
    return Form(table, table.copy())


def of(rows, form, asked=None, free=None):
    everybody = np.ones((len(rows), v.ROLES), np.bool_)
    return repeats_of(rows, form, asked or [{}] * len(rows), everybody if free is None else free)


def test_a_part_repeats_the_last_bar_that_is_the_same():
    found = of(rows_of(), form_like(0, 1, 0, 3, 1, 0))
    assert found[:, v.CHORD].tolist() == [NEW, NEW, 0, NEW, KINDS, 0]
    for role in (Role.BASS, Role.DRUMS):
        assert found[:, role].tolist() == [AFRESH, AFRESH, 0, AFRESH, KINDS, 2 * KINDS]
    assert (found[:, Role.PIANO] == AFRESH).all()  # nobody planned any notes for it


def test_over_other_chords_only_the_rhythm_comes_again_and_drums_as_they_were():
    found = of(rows_of(), form_like(*[0] * BARS), [C, F, C, F, F, C])
    assert (found[:, v.CHORD] == AFRESH).all()  # they are given
    expected = [AFRESH, RHYTHM, 0, KINDS, 3 * KINDS, 2 * KINDS]
    assert found[:, Role.BASS].tolist() == expected
    assert found[1:, Role.DRUMS].tolist() == [KINDS * bar + NOTES for bar in range(BARS - 1)]


def test_another_metre_number_of_notes_or_a_kept_part_repeats_nothing():
    rows, free = rows_of(), np.ones((BARS, v.ROLES), np.bool_)
    rows["counts"][3, Role.BASS] = 5
    rows["length"][4] = 36
    free[:, Role.DRUMS] = False
    found = of(rows, form_like(*[0] * BARS), free=free)
    assert found[3, Role.BASS] == AFRESH
    assert (found[4] < 0).all()
    assert found[5, Role.BASS] == 2 * KINDS
    assert (found[:, Role.DRUMS] == AFRESH).all()


def test_counts_that_energy_moved_apart_a_little_are_made_the_same():
    rows = rows_of()
    rows["counts"][:, Role.DRUMS] = 8, 9, 8, 20, 7, 0
    counts = evened(rows, form_like(0, 1, 0, 0, 0, 0))["counts"][:, Role.DRUMS]
    assert counts.tolist() == [8, 9, 8, 20, 8, 0]


def test_a_bar_that_comes_again_is_counted_by_its_notes():
    found = of(rows_of(), form_like(0, 1, 0, 3, 0, 1))
    sampled = np.ones((BARS, v.ROLES), np.bool_)
    sampled[:, Role.BASS] = False
    assert share_repeated(rows_of(), found, sampled)[[0, 1, 3]].tolist() == [1, 0.5, 0]


def test_a_plan_says_what_its_bars_repeat():
    bars = [{}, {"repeats": {}}, {"repeats": {"drums": 1, "chords": 1}, "rhythms": {"bass": 2}}]
    plan = read_plan(bars)
    found = of(rows_of(), pinned(form_like(*[0] * BARS), plan))
    assert (found[1] == AFRESH).all()
    assert found[2, [Role.DRUMS, v.CHORD]].tolist() == [0, 0]
    assert found[2, Role.BASS] == KINDS + RHYTHM
    assert found[3, Role.DRUMS] == 2 * KINDS  # The planner's bars are as before.
    assert written_plan(read_plan(written_plan(plan))) == written_plan(plan)
    again = repeated(found[2], 0)
    assert {(r.part, r.bar, r.rhythm) for r in again} == {
        (Role.DRUMS, 0, False), (v.CHORD, 0, False), (Role.BASS, 1, True),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("repeats", "words"),
    [
        ({"drums": 2}, "earlier bar"),
        ({"drums": 0}, "earlier bar"),
        ({"drums": "one"}, "must be 0 to"),
        ({"kazoo": 1}, "kazoo"),
        ([1], "maps parts to bars"),
    ],
)
def test_repeats_that_cannot_be_are_named(repeats, words):
    with pytest.raises(BadRequestError, match=words):
        read_plan([{}, {"repeats": repeats}])


def test_sections_have_the_letter_of_the_one_that_they_bring_back():
    a, b = range(8), range(8, 16)
    form = form_like(*a, *b, *a, *range(24, 32), bars=32)
    assert sections_of(form) == [(0, "A"), (8, "B"), (16, "A"), (24, "C")]
    assert returns(sections_of(form))
    assert not returns(sections_of(form_like(*range(32), bars=32)))
    assert not returns(sections_of(form_like(*[SILENT] * 32, bars=32)))
    assert sections_of(form_like(*[0] * BARS)) == ()
