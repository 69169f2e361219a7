from collections import defaultdict, deque

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.music.midi.pairing import durations


def by_hand(keys: list[int], ticks: list[int], ons: list[bool]) -> list[int]:
    """The rule in plain words: queues, and a second pass over keys with notes left over."""
    queues: dict[int, deque[int]] = defaultdict(deque)
    found = [0] * len(keys)
    for i, (key, is_on) in enumerate(zip(keys, ons, strict=True)):
        if is_on:
            queues[key].append(i)
        elif queues[key]:
            start = queues[key].popleft()
            found[start] = ticks[i] - ticks[start]
    for key, left in queues.items():
        if left:
            for i in range(len(keys)):
                if keys[i] == key and ons[i]:
                    later = [
                        t for k, t in zip(keys, ticks, strict=True) if k == key and t > ticks[i]
                    ]
                    found[i] = later[0] - ticks[i] if later else -1
    return found


_EVENTS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5), st.booleans()), min_size=1)


@settings(max_examples=400, deadline=None)
@given(_EVENTS)
def test_pairs_are_those_of_the_plain_rule(events: list[tuple[int, int, bool]]) -> None:
    keys = [key for key, _, _ in events]
    ticks = np.cumsum([pause for _, pause, _ in events]).tolist()
    ons = [is_on for _, _, is_on in events]
    found, stuck = durations(np.array(keys), np.array(ticks), np.array(ons))
    expected = by_hand(keys, ticks, ons)
    assert [d for d, on in zip(found.tolist(), ons, strict=True) if on] == [
        d for d, on in zip(expected, ons, strict=True) if on
    ]
    balance: dict[int, int] = defaultdict(int)
    for key, is_on in zip(keys, ons, strict=True):
        balance[key] = max(balance[key] + (1 if is_on else -1), 0)
    assert stuck == sum(balance.values())
