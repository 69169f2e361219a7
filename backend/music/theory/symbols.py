"""Chord symbols as people write them, read as the nearest of the ten qualities.

The grammar is that of lead sheets and of music21's chord symbols: root, kind, extensions,
additions, alterations, slash bass. What the ten qualities cannot say (ninths, sixths, the bass) is
read and left out. Unlike in music21 a minus is minor and not a flat: "B-7" is B minor seventh.
"""

import re
from difflib import get_close_matches

from backend.music.errors import BadRequestError
from backend.music.theory.chord import QUALITIES

_STEP = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
_SPELLING = str.maketrans({"♯": "#", "♭": "b", "△": "Δ", "º": "°", "Ø": "ø", "−": "-", "–": "-"})
_ROOT = re.compile(r"([A-G])(##?|bb?)?")
_BASS = re.compile(r"/[A-G](##?|bb?)?$")
# In the order in which they are tried at each place.
_TOKENS = re.compile(
    r"(?P<minor>minor|min|mi|m(?!a(?!dd|lt))|-)"
    r"|(?P<major>major|maj|Maj|ma(?!dd|lt)|M|Δ)"
    r"|(?P<half>ø7?|half-?dim7?)"
    r"|(?P<change>(?:alt)?[#b](?:11|13|[4-79])|(?:dim|aug)5)"
    r"|(?P<dim>dim|°|o(?!m))"
    r"|(?P<aug>aug|\+)"
    r"|(?P<sus>sus(?:24|47|2|4)?)"
    r"|(?P<without>(?:no|omit|subtract)[357])"
    r"|(?P<added>add[#b]?(?:11|13|[2469]))"
    r"|(?P<altered>alter|alt(?![#b\d]))"
    r"|(?P<power>power)"
    r"|(?P<dominant>dom)"
    r"|(?P<sixth>6/?9|6)"
    r"|(?P<seventh>11|13|7|9)"
    r"|(?P<fifth>5)"
    r"|(?P<tension>[24])"
)
_CHANGES = {"dim5": "b5", "aug5": "#5"}
_COMMON = ("", "m", "7", "maj7", "m7", "dim", "m7b5", "aug", "sus4", "5", "6", "m6", "9", "dim7")


def chord_of_symbol(symbol: str) -> int:
    """The chord number of a symbol such as "Bbmaj9/D".

    Raises:
        BadRequestError: it is no chord symbol; names symbols that are near.
    """
    text = symbol.strip().translate(_SPELLING)
    if text.upper() in ("N.C.", "NC", "N"):
        raise BadRequestError(
            f"“{symbol}” means that no chord sounds, which cannot be asked for. Leave it out, or "
            "write “%” to hold the chord before."
        )
    root = _ROOT.match(text)
    quality = _quality(_BASS.sub("", text[root.end() :])) if root else None
    if root is None or quality is None:
        near = ", ".join(near_symbols(text)) or "a root A–G and a kind, like F#m7"
        raise BadRequestError(f"“{symbol}” is not a chord symbol. Near it: {near}.")
    accidental = root[2] or ""
    tonic = _STEP[root[1]] + accidental.count("#") - accidental.count("b")
    return 1 + tonic % 12 * len(QUALITIES) + QUALITIES.index(quality)


def near_symbols(symbol: str) -> list[str]:
    """Up to three symbols that are spelt like this one."""
    roots = [letter + sign for letter in "CDEFGAB" for sign in ("", "b", "#")]
    known = [root + quality for root in roots for quality in _COMMON]
    return get_close_matches(symbol[:1].upper() + symbol[1:], known, 3, 0.4)


def _quality(text: str) -> str | None:
    """The nearest quality of what stands behind the root; None if it is not understood."""
    said: dict[str, str] = {}
    changes: set[str] = set()
    text = re.sub(r"[(),\s^]", "", text)
    at = 0
    while at < len(text):
        token = _TOKENS.match(text, at)
        if token is None or token.lastgroup is None:
            return None
        if token.lastgroup in ("change", "without"):
            changes.add(_CHANGES.get(token[0], token[0].removeprefix("alt")))
        elif token.lastgroup in said and token.lastgroup != "added":
            return None
        said[token.lastgroup] = token[0]
        at = token.end()
    return _named(said, changes)


def _named(said: dict[str, str], changes: set[str]) -> str:
    """The quality with the third, fifth and seventh that were said."""
    has_seventh = bool(said.keys() & {"seventh", "dominant", "altered"})
    flat_fifth = "b5" in changes
    if "half" in said:
        return "m7b5"
    if "dim" in said:
        return "dim"
    if "sus" in said:
        return "5" if said["sus"] == "sus2" and not has_seventh else "sus4"
    if said.keys() & {"power"} or ("fifth" in said and len(said) == 1):
        return "5"
    if changes & {"no3", "omit3", "subtract3"} and not has_seventh:
        return "5"
    if "minor" in said:
        if has_seventh and "major" not in said:
            return "m7b5" if flat_fifth else "m7"
        return "dim" if flat_fifth else "m"
    if has_seventh:
        return "maj7" if "major" in said else "7"
    return "aug" if "aug" in said or "#5" in changes else ""
