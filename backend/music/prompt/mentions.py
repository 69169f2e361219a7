"""What the rules find in a text: one mention for each thing asked for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from backend.music.prompt.items import Item
from backend.music.prompt.prompt import Span, Unknown


@dataclass(frozen=True)
class Mention:
    """One thing asked for, where it stands and how a page writes it.

    `kind` is a field of the request, or “flavour”, “seconds”, “player”, “band”, “without”, “exact”:
    what these come to depends on the rest of the text. `share` and `joined` say how a genre hangs
    together with the one before it; `how` is “added” or “lead” for a player.
    """

    kind: str
    value: Any
    text: str
    words: str
    span: Span
    weak: bool = False
    share: float | None = None
    joined: bool = False
    how: str = ""

    def refused(self, reason: str) -> Unknown:
        """The same words as something that cannot be taken."""
        return Unknown(self.words, self.span, reason)


@dataclass
class Reading:
    """The items of a text and what has been found in them so far."""

    text: str
    items: Sequence[Item]
    mentions: list[Mention] = field(default_factory=list)
    unknown: list[Unknown] = field(default_factory=list)

    def add(self, kind: str, value: Any, text: str, first: int, last: int, **more: Any) -> None:
        """Note a mention that takes the items from `first` to `last`."""
        span = self.items[first].start, self.items[last].end
        self.mentions.append(Mention(kind, value, text, self.text[slice(*span)], span, **more))

    def add_implied(self, i: int, *but: str) -> None:
        """Note what the item at `i` implies besides (a waltz its metre), except for some kinds."""
        for sense in self.items[i].senses:
            if sense.weak and sense.kind not in but:
                self.add(sense.kind, sense.value, sense.name, i, i, weak=True)

    def refuse(self, reason: str, first: int, last: int) -> None:
        """Note that the items from `first` to `last` cannot be done, and why."""
        span = self.items[first].start, self.items[last].end
        self.unknown.append(Unknown(self.text[slice(*span)], span, reason))

    def at(self, i: int) -> Item | None:
        """The item at `i`; None before the first and after the last."""
        return self.items[i] if 0 <= i < len(self.items) else None


# A rule tries to read on at an index; it gives the index behind what it took, or None.
Rule = Callable[[Reading, int], int | None]
