"""Mentions → chips: what was said outright wins over what was implied, and later over earlier."""

from collections.abc import Iterable, Sequence

from backend.music.prompt.mentions import Mention
from backend.music.prompt.prompt import Chip, Unknown

Settled = tuple[list[Chip], list[Unknown]]


def last_word(mentions: Iterable[Mention]) -> tuple[Mention | None, list[Unknown]]:
    """The mention that counts among those of one field, and those that contradict it.

    Whatever is only implied (a ballad is slow) gives way in silence.
    """
    said = list(mentions)
    outright = [m for m in said if not m.weak] or said[-1:]
    if not outright:
        return None, []
    winner = outright[-1]
    return winner, [m.refused(overruled(winner)) for m in outright if m.value != winner.value]


def overruled(winner: Mention) -> str:
    """Why an earlier word does not count."""
    return f"“{winner.words}” was said later"


def chip_of(mention: Mention, field: str | None = None) -> Chip:
    """The chip that says what one mention says."""
    return Chip(field or mention.kind, mention.value, mention.text, mention.words, mention.span)


def single(mentions: Sequence[Mention], field: str) -> Settled:
    """The chip of a field that has one value."""
    winner, against = last_word(m for m in mentions if m.kind == field)
    return ([chip_of(winner)] if winner else []), against
