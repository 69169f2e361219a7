"""The feed tells the network, event by event, exactly what training told it for whole songs."""

import numpy as np
import pytest

from backend.music.events import encode
from backend.music.generation.feed import Feed
from backend.music.lstm.inputs import count_features, song_inputs
from tests.music.scores import band


@pytest.mark.parametrize("metre", [(4, 4), (3, 4), (6, 8), (5, 4)])
def test_feed_and_training_inputs_agree(metre):
    piece = encode(band(10, *metre))
    whole = song_inputs(piece.events, piece.plan, 3, piece.key.minor, piece.tempo_step)
    fields = np.array(piece.events.tolist())
    feed = Feed(piece.plan, 3, piece.key.minor, piece.tempo_step)
    for t in range(len(fields) - 1):
        if t:
            feed.push(tuple(fields[t].tolist()))
        row, counts = feed.inputs()
        assert row[0, :5].tolist() == fields[t].tolist()
        assert row[0, 5:20].tolist() == fields[whole.lookback[t]].ravel().tolist()
        assert row[0, 20:].tolist() == whole.conditions[t].tolist()
        expected = count_features(whole.planned[t : t + 1], whole.owed[t : t + 1])
        np.testing.assert_array_equal(counts, expected)


def test_events_out_of_order_are_refused():
    piece = encode(band(4))
    feed = Feed(piece.plan, 0, False, 5)
    events = piece.events.tolist()
    feed.push(events[1])
    feed.push(events[3])
    with pytest.raises(AssertionError, match="in order"):
        feed.push(events[2])
