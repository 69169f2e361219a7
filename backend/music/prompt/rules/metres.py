"""“3/4”, “6/8 time”, “in three”: the metre in figures."""

from backend.music.prompt.lexicon import table
from backend.music.prompt.mentions import Reading

_NOTES = (2, 4, 8, 16)


def metres() -> tuple[str, ...]:
    """The metres that can be asked for."""
    return tuple(table("metres")["words"])


def refusal() -> str:
    """Why another metre is not taken."""
    return f"not a metre that we write; there are {', '.join(metres())}"


def written_metre(reading: Reading, i: int) -> int | None:
    """Two numbers with a stroke between them."""
    above, below = reading.items[i], reading.at(i + 1)
    if above.number is None or not below or below.number is None or below.gap.strip() != "/":
        return None
    if below.number not in _NOTES or above.number % 1:
        return None
    _note(reading, f"{above.number:g}/{below.number:g}", i, i + 1)
    return i + 2


def counted_metre(reading: Reading, i: int) -> int | None:
    """“in three”, unless something is counted by it (“in three minutes”)."""
    count = reading.at(i + 1)
    if reading.items[i].form != "in" or not count or count.number is None or count.breaks:
        return None
    after = reading.at(i + 2)
    counts = after and not after.breaks and (after.senses and not after.content)
    metre = table("metres")["counted"].get(f"{count.number:g}")
    if metre is None or (counts and not (after and after.part("and"))):
        return None
    if after and after.gap.strip() in ("/", ":", "."):
        return None
    _note(reading, metre, i, i + 1)
    return i + 2


def _note(reading: Reading, metre: str, first: int, last: int) -> None:
    if metre in metres():
        reading.add("metre", metre, metre, first, last)
    else:
        reading.refuse(refusal(), first, last)
