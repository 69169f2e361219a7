"""Text → words: what is written, how it is looked up, and where it stands."""

import re
import unicodedata
from dataclasses import dataclass

# A decade, a number, a note with its accidental, a word with its apostrophes, a sign, a picture.
# Every branch begins differently and none nests a repeat in a repeat: the time is linear.
_WORD = re.compile(
    r"(?:1[89]|20)\d0s(?![^\W_])|[5-9]0s(?![^\W_])"
    r"|\d+(?:\.\d+)?"
    r"|[A-Ga-g][#♯♭](?:minor|min|major|maj|m)?(?![^\W_])"
    r"|[^\W\d_]+(?:['’][^\W\d_]+)*"
    r"|[%&+]"
    r"|[\u2600-\u266c\u2670-\u27bf\U0001f300-\U0001faff]"
)


@dataclass(frozen=True)
class Word:
    """`form` is what is looked up: no capitals, no accents; `start`, `end` are into the text."""

    text: str
    form: str
    start: int
    end: int


def words_of(text: str) -> list[Word]:
    """The words of a text, in order; punctuation is left out."""
    return [Word(m[0], form_of(m[0]), m.start(), m.end()) for m in _WORD.finditer(text)]


def form_of(word: str) -> str:
    """How a word is looked up: “Für” as “fur”, “F♯” as “f#”."""
    plain = unicodedata.normalize("NFKD", word)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return plain.replace("’", "'").replace("♯", "#").replace("♭", "b")


def phrase_of(text: str) -> tuple[str, ...]:
    """The forms of the words of a phrase in a table."""
    return tuple(word.form for word in words_of(text))
