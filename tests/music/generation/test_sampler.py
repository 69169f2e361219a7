"""The sampler, driven by a network that knows nothing: every piece is well formed all the same."""

from collections import defaultdict

import numpy as np
import pytest

from backend.music.events import encode, sort_keys
from backend.music.events import vocabulary as v
from backend.music.generation.assignment import Assignment, Given, free_throughout
from backend.music.generation.drawing import chance, draw
from backend.music.generation.writing import attempts
from backend.music.lstm.runtime import Runtime
from backend.music.score import Role
from tests.music.networks import random_bundle
from tests.music.scores import band

ALL = Given(free_throughout(6, frozenset(Role)))


NOISE = {"jazz": Runtime(random_bundle(1))}


def write(piece, given, seed=0):
    made = Assignment(
        (("jazz", 1.0),), piece, given, frozenset(), band(), (), seed, temperature=3.0, top_p=1.0
    )
    (written,) = attempts(made, NOISE, [0], 0, lambda _: None, lambda: False)
    return written.piece.events


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("metre", [(4, 4), (3, 4), (6, 8), (12, 8)])
def test_whatever_the_network_says_the_piece_is_well_formed(seed, metre):
    piece = encode(band(6, *metre))
    free = frozenset({Role.MELODY, Role.BASS, Role.DRUMS, Role.PIANO})
    events = write(piece, Given(free_throughout(6, free)), seed)
    assert (np.diff(sort_keys(events)) > 0).all()
    assert (events["position"] == v.BAR).sum() == 6
    assert (events["position"] == v.SEP).sum() == 6
    assert events["position"][[0, -1]].tolist() == [v.START, v.END]
    notes = events[events["role"] < v.ROLES]
    assert set(notes["role"].tolist()) <= {int(r) for r in free}
    assert (notes["position"] < piece.plan["length"][0]).all()
    assert ((notes["duration"] == v.NO_DURATION) == (notes["role"] == Role.DRUMS)).all()
    assert (notes["velocity"] < v.VELOCITIES).all()
    drums = notes["role"] == Role.DRUMS
    assert (notes["pitch"][drums] >= v.DRUM_BASE).all()
    assert (notes["pitch"][~drums] < v.DRUM_BASE).all()


def test_no_bar_has_more_notes_of_a_role_than_planned():
    piece = encode(band(6))
    events = write(piece, ALL, 3)
    bar = np.cumsum(events["position"] == v.BAR) - 1
    got = np.zeros_like(piece.plan["counts"], dtype=int)
    is_note = events["role"] < v.ROLES
    np.add.at(got, (bar[is_note], events["role"][is_note]), 1)
    assert (got <= piece.plan["counts"]).all()


@pytest.mark.parametrize("seed", range(8))
def test_fixed_events_come_out_bit_exact_and_in_order(seed):
    piece = encode(band(6))
    kept = frozenset({Role.MELODY, Role.BASS})
    fixed, chords = defaultdict(list), defaultdict(dict)
    bar = np.cumsum(piece.events["position"] == v.BAR) - 1
    for index, event in zip(bar.tolist(), piece.events.tolist(), strict=True):
        if event[1] == v.CHORD:
            chords[index][event[0]] = event[2]
        elif event[1] in kept:
            fixed[index].append(event)
    given = Given(
        free_throughout(6, frozenset({Role.DRUMS, Role.PIANO})),
        [chords[b] for b in range(6)], [fixed[b] for b in range(6)],
    )  # fmt: skip
    events = write(piece, given, seed)
    locked = [int(r) for r in kept] + [v.CHORD]
    before = piece.events[np.isin(piece.events["role"], locked)]
    after = events[np.isin(events["role"], locked)]
    assert before.tolist() == after.tolist()


def test_silent_bars_stay_silent():
    piece = encode(band(6))
    piece.plan["counts"][2] = 0
    events = write(piece, ALL, 1)
    bar = np.cumsum(events["position"] == v.BAR) - 1
    assert not ((bar == 2) & (events["role"] < v.ROLES)).any()


def test_a_role_is_written_in_the_bars_in_which_it_is_free():
    piece = encode(band(6))
    free = free_throughout(6, frozenset({Role.PIANO, Role.DRUMS}))
    free[2:4] = False
    free[3, Role.BASS] = True
    events = write(piece, Given(free), 4)
    bar = np.cumsum(events["position"] == v.BAR) - 1
    notes = events["role"] < v.ROLES
    assert set(bar[notes].tolist()) == {0, 1, 3, 4, 5}
    assert set(events["role"][notes & (bar == 3)].tolist()) == {Role.BASS}


def test_the_same_seed_writes_the_same_events():
    piece = encode(band(6))
    first, second = (write(piece, ALL, 5) for _ in range(2))
    assert first.tobytes() == second.tobytes()
    assert first.tobytes() != write(piece, ALL, 6).tobytes()


def test_draw_keeps_to_what_is_allowed_and_to_the_nucleus():
    stream = np.array([7], np.uint64)
    logits = np.log(np.array([0.5, 0.3, 0.15, 0.05], np.float32))

    def drawn(count, temperature, top_p):
        return [draw(logits.copy(), chance(stream, 0), temperature, top_p) for _ in range(count)]

    share = np.bincount(drawn(4000, 1.0, 0.9), minlength=4) / 4000
    np.testing.assert_allclose(share, np.array([0.5, 0.3, 0.15, 0]) / 0.95, atol=0.03)
    assert drawn(500, 0.2, 1.0).count(0) > 400
    assert set(drawn(500, 1.0, 1.0)) == {0, 1, 2, 3}


def test_chance_is_even_and_a_stream_of_its_own_for_each_row():
    stream = np.array([1, 2], np.uint64)
    first = [chance(stream, 0) for _ in range(4000)]
    second = [chance(stream, 1) for _ in range(4000)]
    assert min(first) >= 0
    assert max(first) < 1
    np.testing.assert_allclose(np.histogram(first, 10, (0, 1))[0], 400, atol=80)
    assert abs(np.corrcoef(first, second)[0, 1]) < 0.06
    assert chance(np.array([1], np.uint64), 0) == first[0]
