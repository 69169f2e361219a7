"""A progression as text, such as "| Dm7 G7 | Cmaj7 | % |", read bar by bar."""

import re

from backend.music.errors import BadRequestError
from backend.music.theory.symbols import chord_of_symbol

Progression = tuple[tuple[int, ...], ...]

MOST_CHORDS = 2  # a bar: one for each half
_REPEAT = ("%", "𝄎")


def read_progression(text: str) -> Progression:
    """The chord numbers of every bar, one or two each.

    Bar lines part bars; without any each chord has a bar of its own. “%” repeats the bar before.

    Raises:
        BadRequestError: a symbol is unknown, a bar is empty or too full; says which and where.
    """
    bars = _bars(text)
    if not bars:
        raise BadRequestError("“chords” is empty. Write them like “| Dm7 G7 | Cmaj7 |”.")
    out: list[tuple[int, ...]] = []
    for number, symbols in enumerate(bars, 1):
        if symbols and set(symbols) <= set(_REPEAT):
            if not out:
                raise BadRequestError("“%” in bar 1 repeats a bar, but there is none before it.")
            out.append(out[-1])
            continue
        if len(symbols) > MOST_CHORDS:
            raise BadRequestError(
                f"“{symbols[MOST_CHORDS]}” is chord {MOST_CHORDS + 1} of bar {number}, but a bar "
                "holds two: one for each half. Write faster changes as more bars."
            )
        out.append(tuple(_chord(s, number, place) for place, s in enumerate(symbols, 1)))
    return tuple(out)


def _bars(text: str) -> list[list[str]]:
    """The symbols of each bar; bar lines of any kind and repeats of them part bars."""
    inner = re.sub(r"[\[\]]|:?\|[|:]*", "|", text.strip()).strip("| \n\t")
    if not inner:
        return []
    if "|" not in text and "\n" not in text.strip():
        return [[symbol] for symbol in re.split(r"[\s;]+", inner)]
    bars = [part.split() for part in re.split(r"[|\n]", inner)]
    for number, symbols in enumerate(bars, 1):
        if not symbols:
            raise BadRequestError(f"Bar {number} has no chord. Write “%” to repeat the one before.")
    return bars


def _chord(symbol: str, bar: int, place: int) -> int:
    try:
        return chord_of_symbol(symbol)
    except BadRequestError as fault:
        raise BadRequestError(f"Bar {bar}, chord {place}: {fault}") from None
