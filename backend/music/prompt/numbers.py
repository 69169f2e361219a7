"""Numbers in figures and in words: “120”, “thirty-two”, “one twenty”, “two and a half”."""

from collections.abc import Sequence

# fmt: off
_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)
_ROUND = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
# fmt: on
_UNITS = {word: n for n, word in enumerate(_SMALL)}
_TENS = {word: 10 * n for n, word in enumerate(_ROUND, start=2)}
_SOME = {"couple": 2, "few": 3, "several": 4, "dozen": 12, "fourty": 40}
_LONGEST = 9  # figures; a longer number means nothing in music


def number_at(forms: Sequence[str], i: int) -> tuple[float, int] | None:
    """The number that begins at word `i` and how many words it takes; None if none does."""
    found = _figures(forms[i]) or _counted(forms, i) or _spelt(forms, i)
    if found is None:
        return None
    value, count = found
    if tuple(forms[i + count : i + count + 3]) in (("and", "a", "half"), ("and", "one", "half")):
        return value + 0.5, count + 3
    return value, count


def _figures(form: str) -> tuple[float, int] | None:
    if len(form) > _LONGEST or not form[0].isdecimal():
        return None
    try:
        return float(form), 1
    except ValueError:  # a decade, such as “1920s”
        return None


def _counted(forms: Sequence[str], i: int) -> tuple[float, int] | None:
    skip = 1 if forms[i] == "a" else 0
    if i + skip >= len(forms) or forms[i + skip] not in _SOME:
        return None
    of = forms[i + skip + 1 : i + skip + 2] == ["of"]
    return _SOME[forms[i + skip]], 1 + skip + of


def _spelt(forms: Sequence[str], i: int) -> tuple[float, int] | None:
    """Up to 999, also as tempos are called: “one twenty”, “one hundred (and) four”."""
    value, count = _below_hundred(forms, i)
    if not count:
        if forms[i : i + 2] == ["a", "hundred"]:
            value, count = 1, 1
        else:
            return None
    after = forms[i + count : i + count + 1]
    if after == ["hundred"] and value < 10:
        value, count = 100 * value, count + 1
        skip = 1 if forms[i + count : i + count + 1] == ["and"] else 0
        rest, more = _below_hundred(forms, i + count + skip)
        return (value + rest, count + skip + more) if more else (value, count)
    rest, more = _below_hundred(forms, i + count)
    if 0 < value < 10 and more and rest >= 10 and after[0] in _TENS:
        return 100 * value + rest, count + more
    return value, count


def _below_hundred(forms: Sequence[str], i: int) -> tuple[int, int]:
    word = forms[i] if i < len(forms) else ""
    if word in _UNITS:
        return _UNITS[word], 1
    if word not in _TENS:
        return 0, 0
    unit = _UNITS.get(forms[i + 1], 0) if i + 1 < len(forms) else 0
    return (_TENS[word] + unit, 2) if 0 < unit < 10 else (_TENS[word], 1)
