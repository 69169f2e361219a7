"""“32 bars” and “two and a half minutes”: how long the piece is."""

from backend.music.prompt.items import after_fillers
from backend.music.prompt.mentions import Reading

_UNITS = {"hours": 3600, "minutes": 60, "seconds": 1}


def clock(reading: Reading, i: int) -> int | None:
    """“1:30”."""
    minutes, seconds = reading.items[i], reading.at(i + 1)
    if minutes.number is None or not seconds or seconds.number is None or seconds.gap != ":":
        return None
    if seconds.end - seconds.start != 2 or seconds.number >= 60:
        return None
    last = i + 2 if (after := reading.at(i + 2)) and _unit(reading, i + 2) and after else i + 1
    _note(reading, 60 * minutes.number + seconds.number, i, last)
    return last + 1


def length(reading: Reading, i: int) -> int | None:
    """A number, or “a”, or “half a”, with hours, minutes or seconds behind it, once or twice."""
    first = _one(reading, i)
    if first is None:
        return None
    seconds, unit, j = first
    linked = j + 1 if (link := reading.at(j)) and link.part("and") else j
    second = _one(reading, linked, below=unit)
    if second:
        seconds, j = seconds + second[0], second[2]
    elif (rest := reading.at(j)) and rest.number and rest.number < 60 and unit == 60:
        after = reading.at(j + 1)
        if not rest.breaks and (after is None or after.breaks):  # “2 min 30”
            seconds, j = seconds + rest.number, j + 1
    _note(reading, seconds, i, j - 1)
    return j


def _one(reading: Reading, i: int, below: int = 7200) -> tuple[float, int, int] | None:
    item = reading.at(i)
    if item is None:
        return None
    amount, j = 1.0, i
    if item.number is not None:
        amount, j = item.number, i + 1
    elif item.form == "half":
        amount, j = 0.5, i + 1
        if (article := reading.at(j)) and article.form in ("a", "an"):
            j += 1
    elif item.form in ("a", "one", "an"):
        j = i + 1
    unit = _unit(reading, j)
    if unit is None or unit >= below or (j == i):
        return None
    j += 1
    tail = [t.form for t in reading.items[j : j + 3]]
    if tail[:1] == ["and"] and tail[1:3] in (["a", "half"], ["one", "half"]):
        return (amount + 0.5) * unit, unit, j + 3
    return amount * unit, unit, j


def _unit(reading: Reading, i: int) -> int | None:
    item = reading.at(i)
    if item is None or item.breaks:
        return None
    return next((s for name, s in _UNITS.items() if item.part(name)), None)


def _note(reading: Reading, seconds: float, first: int, last: int) -> None:
    end = after_fillers(reading.items, last + 1, 1)
    taken = end - 1 if reading.items[end - 1].form in ("long", "in length") else last
    reading.add("seconds", seconds, f"{seconds:g} seconds", first, taken)
