"""What was understood of a text, and what was not."""

from dataclasses import asdict, dataclass
from typing import Any

Span = tuple[int, int]


@dataclass(frozen=True)
class Chip:
    """One thing asked for.

    `field` and `value` are as a compose request takes them; the chips of “instruments” share the
    field, each with the players that it brings. `text` is how a page writes it, `words` what it
    came from, `span` where that stands in the text, in characters.
    """

    field: str
    value: Any
    text: str
    words: str
    span: Span


@dataclass(frozen=True)
class Unknown:
    """Words that were not understood or cannot be done, where they stand, and why."""

    words: str
    span: Span
    reason: str


@dataclass(frozen=True)
class Prompt:
    """Chips and unknown words, each in the order of the text."""

    chips: tuple[Chip, ...]
    unknown: tuple[Unknown, ...]

    def request(self) -> dict[str, Any]:
        """The compose request in JSON; what no chip says is absent."""
        out: dict[str, Any] = {}
        for chip in self.chips:
            if chip.field == "instruments":
                out.setdefault("instruments", []).extend(chip.value)
            else:
                out[chip.field] = chip.value
        if not out.get("instruments", True):
            del out["instruments"]
        return out

    def to_json(self) -> dict[str, Any]:
        """Chips, unknown words and the request, for a page."""
        return {
            "chips": [{**asdict(chip), "span": list(chip.span)} for chip in self.chips],
            "unknown": [{**asdict(word), "span": list(word.span)} for word in self.unknown],
            "request": self.request(),
        }
