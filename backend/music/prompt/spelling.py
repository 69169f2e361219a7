"""Inflections and slips of the pen: which known words an unknown word may stand for."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import lru_cache

_REMEMBERED = 4096  # words looked up lately
SHORTEST = 5  # letters; shorter words have too many neighbours

# ending → what stands in its place; the first that leads to a known word counts
_ENDINGS = (
    ("'s", ""), ("s'", "s"), ("ies", "y"), ("ily", "y"), ("iness", "y"), ("ness", ""), ("es", ""),
    ("s", ""), ("ly", ""), ("ally", ""), ("ish", ""), ("ing", ""), ("ing", "e"), ("ed", ""),
    ("ed", "e"), ("ist", ""), ("y", ""),
)  # fmt: skip


class Spelling:
    """Knows a vocabulary; `ordinary` are everyday words that are never a slip of one of its.

    `forms(word)` is the word itself if it is known, else what it is an inflection or a slip of.
    """

    def __init__(self, vocabulary: Collection[str], ordinary: Collection[str]) -> None:
        self._known = frozenset(vocabulary)
        self._ordinary = frozenset(ordinary)
        self._by_start: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for word in sorted(self._known):
            if len(word) >= SHORTEST - 1 and word.isalpha():
                self._by_start[word[0], len(word)].append(word)
        self.forms = lru_cache(_REMEMBERED)(self._forms)

    def _forms(self, word: str) -> tuple[str, ...]:
        if word in self._known:
            return (word,)
        return self.stems(word) or self._slips(word)

    def stems(self, word: str) -> tuple[str, ...]:
        """Known words of three letters or more that `word` is an inflection of."""
        for ending, instead in _ENDINGS:
            stem = word.removesuffix(ending) + instead
            if word.endswith(ending) and len(stem) > 2 and stem in self._known:
                return (stem,)
        return ()

    def _slips(self, word: str) -> tuple[str, ...]:
        """The one known word a letter away that begins alike; nothing if there are several."""
        ordinary = word in self._ordinary or word.removesuffix("s") in self._ordinary
        if len(word) < SHORTEST or ordinary or not word.isalpha():
            return ()
        near = self._near(word, range(len(word) - 1, len(word) + 2))
        if not near and word.endswith("s") and len(word) > SHORTEST:
            near = self._near(word[:-1], range(len(word) - 2, len(word) + 1))
        return tuple(near) if len(near) == 1 else ()

    def _near(self, word: str, lengths: Iterable[int]) -> list[str]:
        return [
            known
            for length in lengths
            for known in self._by_start.get((word[0], length), ())
            if one_slip(word, known)
        ]


def one_slip(a: str, b: str) -> bool:
    """Whether one letter more, one less, another one, or two neighbours swapped make a into b."""
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    rest_a, rest_b = a[start:], b[start:]
    if len(a) == len(b):
        swapped = rest_a[1::-1] + rest_a[2:] == rest_b
        return rest_a[1:] == rest_b[1:] or swapped
    return rest_a[1:] == rest_b or rest_a == rest_b[1:]
