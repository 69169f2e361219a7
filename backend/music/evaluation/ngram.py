"""The n-gram: what counting short contexts achieves on the same events, as a measure of the LSTM.

A 4-gram with back-off over compound events: a field is predicted from the fields of its own event
that come before it and from the three events before; where that context is rare, from two events,
one and none (interpolated, with absolute discounting). It is not told the plan of the bar.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from backend.music.events import FIELDS, SIZES

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Hashes = npt.NDArray[np.uint64]
Mask = npt.NDArray[np.bool_]

ORDER = 4
DISCOUNT = 0.75  # taken from every count and given to the shorter context (Kneser and Ney 1995)

# Per field: the fields of its own event and those of each event before that it is predicted from.
# More of them only thin the counts.
_OWN = ((), (0,), (1,), (1,), (1,))
_PAST = ((0,), (0, 1), (1, 2), (3,), (4,))


class NGram:
    """The counts of one field. `order` 1 is a unigram: it looks at nothing, not even its event."""

    def __init__(self, field: int, order: int = ORDER) -> None:
        self.field, self.order = field, order
        self._size = SIZES[FIELDS[field]]
        self._plain = np.zeros(self._size)
        self._tables: list[_Table] = []

    def learn(self, songs: Sequence[Integers], masks: Sequence[Mask]) -> None:
        """Count songs, each (n, 5) in the order of FIELDS, where the field's (n,) mask is true."""
        pairs = list(zip(songs, masks, strict=True))
        values = np.concatenate([song[mask, self.field] for song, mask in pairs])
        contexts = np.concatenate([self._contexts(song)[:, mask] for song, mask in pairs], axis=1)
        self._plain = np.bincount(values, minlength=self._size).astype(np.float64)
        self._tables = [_Table(context, values, self._size) for context in contexts]

    def probabilities(self, song: Integers, values: Integers) -> Floats:
        """(n,) the probability of `values` (n,) as the field of each event of a song (n, 5)."""
        kinds = max(int((self._plain > 0).sum()), 1)
        # Below the unigram lies the even distribution, so that nothing is impossible.
        out: Floats = (self._plain[values] + kinds / self._size) / (self._plain.sum() + kinds)
        for table, context in zip(self._tables, self._contexts(song), strict=True):
            out = table.refine(context, values, out)
        return out

    def _contexts(self, song: Integers) -> Hashes:
        """(order, n) hashes, the shortest context first; (0, n) for a unigram."""
        if self.order == 1:
            return np.zeros((0, len(song)), np.uint64)
        row = np.full(len(song), self.field + 1, np.uint64)
        for earlier in _OWN[self.field]:
            row = _mix(row, song[:, earlier])
        rows = [row]
        for back in range(1, self.order):
            past = np.zeros((len(song) + back, len(FIELDS)), np.int64)
            past[back:] = song + 1
            for column in _PAST[self.field]:
                row = _mix(row, past[: len(song), column])
            rows.append(row)
        return np.stack(rows)


class _Table:
    """How often each value followed each context, as sorted arrays."""

    def __init__(self, context: Hashes, values: Integers, size: int) -> None:
        order = np.lexsort((values, context))
        context, values = context[order], values[order]
        new_context = np.append(True, context[1:] != context[:-1])
        new_pair = new_context | np.append(True, values[1:] != values[:-1])
        number = np.cumsum(new_context) - 1
        self._contexts = context[new_context]
        self._seen = np.bincount(number)
        self._kinds = np.bincount(number[new_pair])
        self._width = size
        self._pairs = number[new_pair] * size + values[new_pair]
        self._times = np.diff(np.append(np.flatnonzero(new_pair), len(values)))

    def refine(self, context: Hashes, values: Integers, below: Floats) -> Floats:
        """The probabilities after this context, given those after a shorter one."""
        place = np.searchsorted(self._contexts, context)
        place = np.minimum(place, len(self._contexts) - 1)
        known = self._contexts[place] == context
        pair = place * self._width + values
        at = np.minimum(np.searchsorted(self._pairs, pair), len(self._pairs) - 1)
        times = np.where(self._pairs[at] == pair, self._times[at], 0)
        seen, kinds = self._seen[place], self._kinds[place]
        after = (np.maximum(times - DISCOUNT, 0) + DISCOUNT * kinds * below) / seen
        refined: Floats = np.where(known, after, below)
        return refined


def _mix(state: Hashes, value: Integers) -> Hashes:
    """Fold a value into a hash (splitmix64's finaliser: 2⁶⁴ places, so clashes do not matter)."""
    z = (state ^ value.astype(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: Hashes = z ^ (z >> np.uint64(31))
    return mixed
