"""The lexicon: every phrase of the tables and what it can mean."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from backend.music.prompt.spelling import Spelling
from backend.music.prompt.words import phrase_of

_TABLES = Path(__file__).parent / "tables"


@dataclass(frozen=True)
class Sense:
    """One meaning: `kind` is a field of a request or a part of the grammar.

    A `weak` sense gives way to one that is said outright; `name` is what a page writes for it.
    """

    kind: str
    value: Any
    name: str
    weak: bool = False


@dataclass
class _Node:
    """A place in the tree of phrases: what is said by now, and the words that may follow."""

    senses: list[Sense] = field(default_factory=list)
    after: dict[str, "_Node"] = field(default_factory=dict)


class Lexicon:
    """Looks up the longest phrase that begins at a word."""

    def __init__(self, phrases: Iterator[tuple[str, Sense]], ordinary: str) -> None:
        self._root = _Node()
        vocabulary: set[str] = set()
        for phrase, sense in phrases:
            node = self._root
            for word in phrase_of(phrase):
                vocabulary.add(word)
                node = node.after.setdefault(word, _Node())
            node.senses.append(sense)
        self._spelling = Spelling(vocabulary, phrase_of(ordinary))

    def longest(self, forms: Sequence[str], i: int, end: int) -> tuple[tuple[Sense, ...], int]:
        """The senses of the longest phrase from word `i`, and its length in words (0: none).

        It ends before the word `end`, where a new clause begins.
        """
        best: tuple[tuple[Sense, ...], int] = ((), 0)
        nodes, length = [self._root], 0
        while nodes and i + length < end:
            form = forms[i + length]
            known = self._spelling.forms(form)
            # The last word of a phrase may be inflected though it is known as it stands.
            ends = known if known != (form,) else (form, *self._spelling.stems(form))
            length += 1
            found = [n.after[w] for w in ends for n in nodes if w in n.after]
            spoken = next((n for n in found if n.senses), None)
            if spoken:
                best = tuple(spoken.senses), length
            nodes = [n.after[w] for w in known for n in nodes if w in n.after]
        return best


@cache
def table(name: str) -> dict[str, Any]:
    """One of the tables, as written; not to be changed."""
    return tomllib.loads((_TABLES / f"{name}.toml").read_text(encoding="utf-8"))


def split(words: str) -> list[str]:
    """The phrases of a line of a table."""
    return [phrase.strip() for phrase in words.split(",")]


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    return Lexicon(_phrases(), table("grammar")["ordinary"]["words"].replace(",", " "))


def _phrases() -> Iterator[tuple[str, Sense]]:
    yield from _genres()
    yield from _valued("moods", None, "mood", str)
    yield from _valued("tempos", "marked", "tempo", float)
    yield from _valued("tempos", "loose", "loose tempo", float)
    yield from _valued("tempos", "bend", "bend", float)
    yield from _valued("metres", "words", "metre", str)
    yield from _valued("metres", "refused", "refused metre", str)
    yield from _players()
    yield from _valued("degrees", "temperature", "temperature", float)
    yield from _valued("degrees", "register", "register", int)
    yield from _valued("degrees", "bars", "bars", int, weak=True)
    yield from _curves_and_forms()
    for name, kind in (("blend", float), ("share", float), ("tinge", float), ("beyond", str)):
        yield from _valued("grammar", name, name, kind)
    yield from _valued("grammar", "part", "part", str)
    for phrase in split(table("grammar")["plain"]["stop"]):
        yield phrase, Sense("stop", True, phrase)


def _valued(
    name: str, part: str | None, kind: str, read: type, *, weak: bool = False
) -> Iterator[tuple[str, Sense]]:
    """The lines “value = phrases” of a table."""
    lines = table(name) if part is None else table(name)[part]
    for value, words in lines.items():
        for phrase in split(words):
            yield phrase, Sense(kind, read(value), phrase, weak)


def _genres() -> Iterator[tuple[str, Sense]]:
    for part, kind in (("own", "genre"), ("nearest", "genre"), ("flavour", "flavour")):
        for genre, words in table("genres")[part].items():
            for phrase in split(words):
                name = f"{genre}, nearest to {phrase}" if part == "nearest" else genre
                yield phrase, Sense(kind, genre, name)
    for genre, words in table("artists").items():
        for phrase in split(words):
            yield phrase, Sense("genre", genre, f"{genre}, for {phrase}", weak=True)


def _players() -> Iterator[tuple[str, Sense]]:
    genres = dict(_genres())
    for role, lines in table("instruments").items():
        for program, words in lines.items():
            names = split(words)
            for phrase in names:
                yield phrase, Sense("player", ((role, int(program)),), names[0])
                yield from _coloured(phrase, genres)
    for band in table("bands")["set"]:
        names = split(band["words"])
        for phrase in names:
            yield phrase, Sense("band", players(band["players"]), names[0])
            yield from _coloured(phrase, genres)


def _coloured(phrase: str, genres: Mapping[str, Sense]) -> Iterator[tuple[str, Sense]]:
    """A “jazz guitar” is a guitar, and speaks of jazz."""
    for word in phrase.split():
        if word in genres:
            yield phrase, replace(genres[word], kind="genre", weak=True)


def players(line: str) -> tuple[tuple[str, int], ...]:
    """Read “melody 40, bass 42”."""
    pairs = (player.rsplit(" ", 1) for player in split(line))
    return tuple((role, int(program)) for role, program in pairs)


def _curves_and_forms() -> Iterator[tuple[str, Sense]]:
    for curve in table("energy")["curve"]:
        names = split(curve["words"])
        points = tuple(None if p == "_" else p for p in curve["points"])
        for phrase in names:
            yield phrase, Sense("energy", points, names[0])
    for form in table("forms")["form"]:
        for phrase in split(form["words"]):
            for kind in ("genre", "mood", "tempo", "metre"):
                if kind in form:
                    name = f"{form[kind]}, for {phrase}" if kind == "genre" else phrase
                    value = float(form[kind]) if kind == "tempo" else form[kind]
                    yield phrase, Sense(kind, value, name, weak=True)
