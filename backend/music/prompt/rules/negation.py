"""“no drums”, “without bass or guitar”: who shall not play; nothing else can be negated."""

from backend.music.prompt.items import after_fillers
from backend.music.prompt.mentions import Reading
from backend.music.prompt.rules.players import plays

_ONLY_PLAYERS = "only players can be left out; say what you want instead"


def negation(reading: Reading, i: int) -> int | None:
    """Read a negation and all that it reaches."""
    item = reading.items[i]
    if not item.part("not") or (item.value("metre") or item.value("loose tempo")):
        return None
    j = after_fillers(reading.items, i + 1)
    target = reading.at(j)
    if target is None or target.breaks:
        return i + 1
    if plays(target) or target.part("lead"):
        return _players(reading, i, j)
    while (colour := reading.at(j)) and colour.value("bend") and not colour.content:
        j += 1
    target = reading.at(j)
    if target and target.sense("beyond"):
        return j + 1  # “no vocals”: there are none
    if target and target.content and not target.breaks:
        reading.refuse(_ONLY_PLAYERS, i, j)
        return j + 1
    return i + 1


def _players(reading: Reading, first: int, i: int) -> int:
    """The players from `i` on that are joined by “or”, “and”, or by commas before an “or”."""
    j = i
    while True:
        item = reading.items[j]
        sense = item.sense("player") or item.sense("band")
        if sense is None and not item.part("lead"):
            return j
        value = sense.value if sense else (("melody", None),)
        name = sense.name if sense else "melody"
        reading.add("without", value, f"no {name}", first, j)
        first = j + 1
        following = _next(reading, j + 1)
        if following is None:
            return j + 1
        first = j = following


def _next(reading: Reading, j: int) -> int | None:
    """Where the next player of the list stands; None where the list ends."""
    item = reading.at(j)
    if item is None:
        return None
    if item.part("and"):
        target = reading.at(j + 1)
        if target and target.form in ("no", "any"):
            target, j = reading.at(j + 2), j + 1
        return j + 1 if target and (plays(target) or target.part("lead")) else None
    if "," in item.gap and plays(item):
        k = j
        while (ahead := reading.at(k)) and plays(ahead):
            k += 1
        closing = reading.at(k)
        return j if closing and closing.form in ("or", "nor") else None
    return None
