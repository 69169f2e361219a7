"""“120 bpm”, “32 bars”, “three versions”, “seed 7”: numbers with what they count."""

from backend.music.prompt.mentions import Reading

# field → lowest, highest, whole numbers only, and how a page writes it
LIMITS: dict[str, tuple[float, float, bool, str]] = {
    "tempo": (40, 240, False, "{:g} bpm"),
    "bars": (4, 256, True, "{:g} bars"),
    "candidates": (1, 8, True, "{:g} versions"),
    "seed": (0, 2**31 - 1, True, "seed {:.0f}"),
    "temperature": (0.2, 2, False, "temperature {:g}"),
    "top_p": (0.1, 1, False, "top-p {:g}"),
}
# part of the grammar that stands behind its number → field
_BEHIND = {"bpm": "tempo", "bars": "bars", "candidates": "candidates"}
_BEFORE = ("tempo", "seed", "temperature", "top_p")
_EQUALS = ("bpm", "bars", "candidates")  # before their number only as in “bars: 16”
_RANGE = ("-", "–", "—", "to")


def quantity(reading: Reading, i: int) -> int | None:
    """A number, or two as a range, and its unit."""
    item = reading.items[i]
    if item.number is None:
        return None
    value, j = _range(reading, i)
    unit = reading.at(j)
    between = j
    while unit and unit.filler and j < between + 2 and not unit.breaks:
        j += 1
        unit = reading.at(j)
    if unit and not unit.breaks:
        for part, name in _BEHIND.items():
            if unit.part(part):
                _note(reading, name, value, i, j)
                return j + 1
    return _bare_tempo(reading, value, i, between)


def _bare_tempo(reading: Reading, value: float, i: int, j: int) -> int | None:
    """“♩ = 120”, “at 84”, and a number at the end of a clause that can only be a tempo."""
    before, after = reading.at(i - 1), reading.at(j)
    equal = "=" in reading.items[i].gap
    told = before is not None and before.form in ("at", "bpm") and 40 <= value <= 240
    ends = (after is None or after.breaks) and 60 <= value <= 200
    if not (equal or told or ends):
        return None
    _note(reading, "tempo", value, i, j - 1)
    return j


def named_number(reading: Reading, i: int) -> int | None:
    """A name and its number: “seed 7”, “tempo of about 90”."""
    item = reading.items[i]
    name = next((n for n in _BEFORE if item.part(n)), None)
    equal = reading.at(i + 1)
    if name is None and equal and equal.gap.strip() in (":", "="):
        name = next((_BEHIND[n] for n in _EQUALS if item.part(n)), None)
    if name is None:
        return None
    j = i + 1
    while (passed := reading.at(j)) and passed.filler and not passed.breaks and j <= i + 3:
        j += 1
    number = reading.at(j)
    if not number or number.number is None or (j > i + 1 and number.breaks):
        return None
    value, after = _range(reading, j)
    unit = reading.at(after)
    if unit and unit.part("bpm") and name == "tempo":
        after += 1
    elif unit and not unit.breaks and name == "tempo" and unit.part("bars", "candidates"):
        return None
    _note(reading, name, value, i, after - 1)
    return after


def _range(reading: Reading, i: int) -> tuple[float, int]:
    """The number at `i`, or the middle of “100-120”, “two or three”; and the index behind it."""
    first = reading.items[i].number
    assert first is not None  # the callers look
    second, j = reading.at(i + 1), i + 2
    dashed = bool(second and second.gap.strip() in _RANGE[:3] and second.gap.strip())
    before = reading.at(i - 1)
    links = ("to", "or", "and") if before and before.form == "between" else ("to", "or")
    if second and not dashed and second.form in links:
        second, j, dashed = reading.at(i + 2), i + 3, True
    if not dashed or second is None or second.number is None:
        return first, i + 1
    middle = (first + second.number) / 2
    return (middle if middle % 1 == 0 else second.number), j


def _note(reading: Reading, name: str, value: float, first: int, last: int) -> None:
    low, high, whole, text = LIMITS[name]
    if not low <= value <= high:
        reading.refuse(f"{_label(name)} goes from {low:g} to {high:.0f}", first, last)
    elif whole and value % 1:
        reading.refuse(f"{_label(name)} is a whole number", first, last)
    else:
        reading.add(name, int(value) if whole else value, text.format(value), first, last)


def _label(name: str) -> str:
    return {"bars": "the number of bars", "candidates": "the number of versions"}.get(
        name, name.replace("_", "-")
    )
