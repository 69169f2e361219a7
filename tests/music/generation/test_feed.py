"""The feed tells the network, event by event, exactly what training told it for whole songs."""

import numpy as np
import pytest

from backend.music.events import encode
from backend.music.events import vocabulary as v
from backend.music.generation import sheets as s
from backend.music.generation.assignment import Assignment, Given, free_throughout
from backend.music.generation.feed import push, tell
from backend.music.lstm.inputs import COUNTS, count_features, song_inputs
from backend.music.lstm.layout import COLUMNS, GENRE, SEEN
from tests.music.scores import band


def sheets_of(piece):
    bars = len(piece.plan)
    given = Given(free_throughout(bars, frozenset()), fixed=[piece.events.tolist()] * bars)
    made = Assignment((("jazz", 1.0),), piece, given, frozenset(), band(), (), 0, 1.0, 1.0)
    task = s.task_of(made, 0.0)
    return task, s.empty_sheets(task, [(0,), (1,)])


@pytest.mark.parametrize("metre", [(4, 4), (3, 4), (6, 8), (5, 4)])
def test_feed_and_training_inputs_agree(metre):
    piece = encode(band(10, *metre))
    whole = song_inputs(piece.events, piece.plan, 0, piece.key.minor, piece.tempo_step)
    fields = np.array(piece.events.tolist())
    task, sheets = sheets_of(piece)
    desk = sheets.desk[1]
    inputs, counts = np.zeros(COLUMNS, np.int64), np.zeros(COUNTS, np.float32)
    bars = 0
    for t, event in enumerate(fields[:-1]):
        if event[0] == v.BAR:
            desk[s.BAR], desk[s.SECTION] = bars, s.SKETCH
            bars += 1
        elif event[0] == v.SEP:
            desk[s.SECTION] = s.ARRANGEMENT
        push(task, sheets, 1, event)
        tell(task, sheets, 1, inputs, counts)
        assert inputs[:5].tolist() == event.tolist()
        assert inputs[5:SEEN].tolist() == fields[whole.looked[t]].ravel().tolist()
        inputs[GENRE] = 0
        assert inputs[SEEN:].tolist() == whole.conditions[t].tolist()
        expected = count_features(whole.planned[t : t + 1], whole.owed[t : t + 1])
        np.testing.assert_array_equal(counts, expected[0])
    assert not sheets.desk[0].any()


def test_events_out_of_order_are_refused():
    piece = encode(band(4))
    task, sheets = sheets_of(piece)
    events = np.array(piece.events.tolist())
    sheets.desk[0, s.SECTION] = s.SKETCH
    for t in (0, 1, 3):
        push(task, sheets, 0, events[t])
    with pytest.raises(AssertionError):
        push(task, sheets, 0, events[2])
