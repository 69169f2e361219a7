"""The feed: the network's inputs one event at a time, as `lstm.inputs` has them for songs."""

from bisect import bisect_right

import numpy as np
import numpy.typing as npt

from backend.music.events import vocabulary as v
from backend.music.lstm.inputs import (
    LOG_COUNT,
    LOOKBACKS,
    NO_CHORD,
    bar_conditions,
    count_features,
)
from backend.music.score.score import Rows

Event = tuple[int, int, int, int, int]

_ORDER = v.ORDER.tolist()


class Feed:
    """A piece being written: its events so far and what the network is told next.

    `owed` are the planned notes of the current bar not yet written, per role; `key` is the place of
    the last event (see `vocabulary.sort_keys`).
    """

    def __init__(self, plan: Rows, genre: int, minor: bool, tempo: int) -> None:
        self.plan = plan
        self._bar_conditions = bar_conditions(plan, np.arange(len(plan)), len(plan))
        self._planned = np.minimum(plan["counts"], 255).astype(np.uint8)
        self.events: list[Event] = []
        self._keys: list[int] = []
        self.bar = -1
        self._section = 0
        self._row = np.zeros((1, 31), np.int64)
        self._row[0, 20:23] = genre, minor, tempo
        self._enter(0)
        self.push(v.marker(v.START))

    @property
    def key(self) -> int:
        """The place of the last event."""
        return self._keys[-1]

    def push(self, event: Event) -> None:
        """Write an event; it must stand behind the last one."""
        position, role, pitch = event[:3]
        if position == v.START:
            key = -1
        elif position == v.BAR:
            self.bar += 1
            self._section = 1
            self._enter(self.bar)
            key = self.bar * v.BAR_KEY
        elif position == v.SEP:
            self._section = 3
            key = self.bar * v.BAR_KEY + (2 << 22)
        elif position == v.END:
            key = (self.bar + 1) * v.BAR_KEY
        else:
            inner = (position << 15) | (_ORDER[role] << 10) | pitch
            key = self.bar * v.BAR_KEY + (self._section << 22) + inner
            if role == v.CHORD:
                self._row[0, 30 if position else 29] = pitch - v.CHORD_BASE
                self.chords[position] = pitch - v.CHORD_BASE
            else:
                self._pay(role)
        assert not self._keys or key > self._keys[-1], "events must be written in order"
        self.events.append(event)
        self._keys.append(key)

    def _enter(self, bar: int) -> None:
        self._row[0, 23:29] = self._bar_conditions[bar]
        self._row[0, 29:31] = NO_CHORD
        self.chords: dict[int, int] = {}
        self.owed = self._planned[bar].copy()
        self._counts = count_features(self._planned[bar : bar + 1], self.owed[None])

    def _pay(self, role: int) -> None:
        """Strike a note off what the bar owes, and off what the network is told of it."""
        owed = int(self.owed[role])
        if owed:
            self.owed[role] = owed - 1
            self._counts[0, v.ROLES + role] = LOG_COUNT[owed - 1]
            self._counts[0, 2 * v.ROLES + role] = owed == 1

    def inputs(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
        """What `Runtime.step` takes after the last event: (1, 31) and (1, 39)."""
        row, key = self._row, self._keys[-1]
        row[0, 0:5] = self.events[-1]
        for i, back in enumerate(LOOKBACKS):
            before = key - back * v.BAR_KEY
            found = bisect_right(self._keys, before) if before >= 0 else 0
            row[0, 5 + 5 * i : 10 + 5 * i] = self.events[found]
        return row, self._counts

    def as_array(self) -> v.Events:
        """The events so far, (n,) of EVENT."""
        return np.array(self.events, v.EVENT)
