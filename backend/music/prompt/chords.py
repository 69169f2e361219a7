"""“| Dm7 G7 | Cmaj7 |” inside a text: the chords, taken out before the words are read."""

import re
from collections.abc import Sequence

from backend.music.prompt.lexicon import table
from backend.music.prompt.prompt import Chip, Unknown

_TOKEN = re.compile(r"\||[^\s|,;–—→>]+")
_ROOT = re.compile(r"[A-G](?:[#♯]{1,2}|[b♭]{1,2})?")
_BASS = re.compile(rf"/{_ROOT.pattern}$")
_REPEAT = "%"  # the bar before once more
_MOST = 2  # chords in a bar, one for each half
_FEWEST = 3  # plain letters in a row that are chords, not words


def taken_from(text: str) -> tuple[str, list[Chip], list[Unknown]]:
    """The text with blanks where the chords stood, their chip, and what is wrong with them."""
    tokens = _tokens(text)
    found = _between_bars(text, tokens) or _in_a_row(tokens)
    if not found:
        return text, [], []
    start, end, symbols = found
    words = text[start:end]
    blank = text[:start] + " " * (end - start) + text[end:]
    if len(symbols) == 1 and len(symbols[0]) > _MOST:
        symbols = [[symbol] for symbol in symbols[0]]
    if reason := _fault(symbols):
        return blank, [], [Unknown(words, (start, end), reason)]
    value = "| " + " | ".join(" ".join(bar) for bar in symbols) + " |"
    return blank, [Chip("chords", value, value, words, (start, end))], []


def fitted(chip: Chip, metre: str) -> Unknown | None:
    """Why chords do not fit a metre: a bar that has no middle holds one chord."""
    if metre in table("metres")["whole"]["metres"] and any(
        len(bar.split()) > 1 for bar in chip.value.split("|")
    ):
        return Unknown(chip.words, chip.span, f"a bar of {metre} holds one chord")
    return None


def _fault(symbols: Sequence[Sequence[str]]) -> str | None:
    """What is wrong with a progression, if anything."""
    for number, bar in enumerate(symbols, 1):
        if list(bar) == [_REPEAT] and number > 1:
            continue
        if unknown := next((symbol for symbol in bar if not is_chord(symbol)), None):
            return f"“{unknown}” is not a chord that we know; write it like Dm7 or Bbmaj7"
        if len(bar) > _MOST:
            return f"bar {number} has {len(bar)} chords, and a bar holds two"
    return None


def is_chord(symbol: str) -> bool:
    """Whether a symbol is a root, a quality of the table and perhaps a bass note."""
    name = _BASS.sub("", symbol)
    root = _ROOT.match(name)
    return root is not None and name[root.end() :] in table("chords")["qualities"]


_Token = tuple[str, int, int]
_Found = tuple[int, int, list[list[str]]]


def _tokens(text: str) -> list[_Token]:
    out = []
    for match in _TOKEN.finditer(text):
        word = match[0].rstrip(".:!?" if "(" in match[0] else ".:!?)")
        if word:
            out.append((word, match.start(), match.start() + len(word)))
    return out


def _between_bars(text: str, tokens: Sequence[_Token]) -> _Found | None:
    lines = [i for i, token in enumerate(tokens) if token[0] == "|"]
    if not lines:
        return None
    first, last = lines[0], lines[-1]
    while (
        first > 0 and _continues(text, tokens, first - 1, first - 1) and tokens[first - 1][0] != "A"
    ):
        first -= 1
    while last + 1 < len(tokens) and _continues(text, tokens, last + 1, last):
        last += 1
    bars: list[list[str]] = [[]]
    for word, _, _ in tokens[first : last + 1]:
        if word == "|":
            bars.append([])
        else:
            bars[-1].append(word)
    filled = [bar for bar in bars if bar]
    return (tokens[first][1], tokens[last][2], filled) if filled else None


def _in_a_row(tokens: Sequence[_Token]) -> _Found | None:
    """Chords without bar lines, a bar each: two with a quality, or three of any kind."""
    i = 0
    while i < len(tokens):
        j, symbols = i, list[str]()
        while j < len(tokens) and (parts := _chords_in(tokens[j][0])):
            symbols += parts
            j += 1
        named = sum(not _ROOT.fullmatch(s) for s in symbols)
        after = tokens[j][0].lower() if j < len(tokens) else ""
        if after in ("major", "minor", "flat", "sharp") and j > i:
            j -= 1
            symbols.pop()
        if symbols and (named > 1 or len(symbols) > _FEWEST or (named and len(symbols) == _FEWEST)):
            return tokens[i][1], tokens[j - 1][2], [[s] for s in symbols]
        i = max(j, i + 1)
    return None


def _chords_in(word: str) -> list[str]:
    """“C-G-Am-F” is four chords, “jazz-rock” none."""
    parts = [word] if is_chord(word) else word.split("-")
    return parts if all(is_chord(part) for part in parts) else []


def _continues(text: str, tokens: Sequence[_Token], i: int, mark: int) -> bool:
    """Whether token `i` is a chord, and no mark behind token `mark` parts it from the bars."""
    gap = text[tokens[mark][2] : tokens[mark + 1][1]]
    return is_chord(tokens[i][0]) and not any(c in gap for c in ",.:;!?")
