"""Recall, held against a search that reads the whole past each time."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.music.events import EVENT
from backend.music.lstm.recall import CONTEXT, LENGTHS, length_step, recalls


def events_of(pitches):
    events = np.zeros(len(pitches), EVENT)
    events["pitch"] = pitches
    return events


def searched(pitches):
    """The same by the definition: follow what agrees, else take the latest same context."""
    out, pointer, length = [], 0, 0
    for at in range(len(pitches)):
        if at < CONTEXT - 1:
            out.append((0, 0))
            continue
        if pointer > 0 and pitches[pointer] == pitches[at]:
            pointer, length = pointer + 1, length + 1
        else:
            now = pitches[at - CONTEXT + 1 : at + 1]
            found = [i for i in range(CONTEXT - 1, at) if pitches[i - CONTEXT + 1 : i + 1] == now]
            pointer, length = (found[-1] + 1, 1) if found else (0, 0)
        out.append((pointer, length))
    return out


@settings(deadline=None)
@given(st.lists(st.integers(0, 3), min_size=1, max_size=120))
def test_it_finds_what_a_search_finds(pitches):
    pointers, lengths = recalls(events_of(pitches))
    expected = searched(pitches)
    assert pointers.tolist() == [pointer for pointer, _ in expected]
    assert lengths.tolist() == [length_step(length) for _, length in expected]


def test_a_verse_that_returns_is_known_from_its_fifth_event_on():
    rng = np.random.default_rng(1)
    verse, bridge = rng.integers(0, 300, (2, 40)).tolist()
    pitches = verse + bridge + verse
    pointers, lengths = recalls(events_of(pitches))
    back = np.arange(80 + CONTEXT - 1, 119)
    assert (pointers[back] == back - 80 + 1).all()
    assert lengths[back[0]] == 1
    assert lengths[-1] == LENGTHS - 1
    assert not pointers[:80].any()
