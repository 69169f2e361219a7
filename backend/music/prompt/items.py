"""Words → items: the longest phrases and numbers of a text, with what each can mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from backend.music.prompt.lexicon import Lexicon, Sense
from backend.music.prompt.numbers import number_at
from backend.music.prompt.words import Word, words_of


@dataclass(frozen=True)
class Item:
    """A phrase, a number or an unknown word of a text.

    `gap` is what stands between it and the item before: spaces, hyphens, commas.
    """

    text: str
    form: str
    start: int
    end: int
    gap: str
    senses: tuple[Sense, ...]
    number: float | None = None

    def sense(self, kind: str) -> Sense | None:
        """The first sense of a kind, None if it has none."""
        return next((s for s in self.senses if s.kind == kind), None)

    def value(self, kind: str) -> Any:
        """The value of that sense, None if it has none."""
        sense = self.sense(kind)
        return sense and sense.value

    def part(self, *names: str) -> bool:
        """Whether it can be one of these parts of the grammar."""
        return any(s.kind == "part" and s.value in names for s in self.senses)

    @property
    def content(self) -> bool:
        """Whether it asks for something by itself."""
        return any(s.kind in CONTENT for s in self.senses)

    @property
    def filler(self) -> bool:
        """Whether it may be passed over between two words that belong together."""
        return self.number is None and not self.content and self.sense("stop") is not None

    @property
    def filler_too(self) -> bool:
        """Whether it means something and may as well mean nothing."""
        return self.content and self.sense("stop") is not None

    @property
    def breaks(self) -> bool:
        """Whether a sentence or a clause ends before it."""
        return any(c in self.gap for c in ",.;:!?()\n")


CONTENT = frozenset(
    {
        "genre", "flavour", "mood", "tempo", "loose tempo", "metre", "refused metre", "player",
        "band", "energy", "temperature", "register", "bars", "beyond",
    }
)  # fmt: skip


def items_of(text: str, lexicon: Lexicon) -> list[Item]:
    """The items of a text, in order."""
    words = words_of(text)
    forms = [word.form for word in words]
    ends = _clause_ends(text, words)
    out: list[Item] = []
    i = end = 0
    while i < len(words):
        senses, count = lexicon.longest(forms, i, ends[i])
        found = number_at(forms, i)
        number = None
        if found and found[1] >= count:
            number, taken = found
            senses = senses if taken == count else ()
            count = taken
        last = words[i + max(count, 1) - 1]
        first = words[i]
        out.append(
            Item(
                text[first.start : last.end],
                first.form if count < 2 else " ".join(forms[i : i + count]),
                first.start,
                last.end,
                text[end : first.start],
                senses,
                number,
            )
        )
        end = last.end
        i += max(count, 1)
    return out


def _clause_ends(text: str, words: Sequence[Word]) -> list[int]:
    """For each word the index of the next one that no phrase reaches across a mark to."""
    out, end = [len(words)] * len(words), len(words)
    for i in range(len(words) - 1, 0, -1):
        out[i] = end
        gap = text[words[i - 1].end : words[i].start]
        short = max(len(words[i - 1].form), len(words[i].form)) < 3  # “w/o”, “AC/DC”
        if any(c in gap for c in ",;:!?()\n") or ("/" in gap and not short):
            end = i
    if words:
        out[0] = end
    return out


def after_fillers(items: Sequence[Item], i: int, most: int = 3) -> int:
    """The next index from `i` that is no filler; stops where a clause ends."""
    passed = 0
    while i < len(items) and items[i].filler and passed < most and not items[i].breaks:
        i += 1
        passed += 1
    return i
