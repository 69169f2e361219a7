"""“in D minor”, “F sharp major”, “B♭”, “Am”, “in a minor key”: key and mode."""

import re

from backend.music.prompt.items import Item
from backend.music.prompt.mentions import Reading

_NOTE = re.compile(r"([a-g])([#b]?)(m|min|minor|maj|major)?")


def key(reading: Reading, i: int) -> int | None:
    """Read a key, with or without “in” before it."""
    item = reading.items[i]
    led = item.part("in")
    start = i + 1 if led else i
    while (passed := reading.at(start)) and led and start <= i + 2 and passed.part("in"):
        start += 1
    return _key(reading, i, start, led=led) or _mode_alone(reading, i)


def _key(reading: Reading, first: int, i: int, *, led: bool) -> int | None:
    item = reading.at(i)
    found = item and _NOTE.fullmatch(item.form)
    if not item or not found or (led and i > first and item.breaks and "\n" in item.gap):
        return None
    letter, accidental, mode = found[1].upper(), found[2], (found[3] or "")[:3]
    last = i
    if not accidental and not mode:
        accidental, last = _spoken_accidental(reading, i)
    after = reading.at(last + 1)
    if not mode and after and not after.breaks and after.part("major", "minor"):
        last += 1
        mode = "min" if after.part("minor") else "maj"
        if not accidental and item.text == "a" and _speaks_of_mode(reading, after, last):
            return None  # “in a minor key”
    elif not _stands_alone(reading, item, last, led=led, sure=bool(accidental or mode)):
        return None
    name = f"{letter}{accidental} {'minor' if mode in ('m', 'min') else 'major'}"
    trailing = reading.at(last + 1)
    if trailing and trailing.form == "key":
        last += 1
    reading.add("key", name, name, first, last)
    return last + 1


def _spoken_accidental(reading: Reading, i: int) -> tuple[str, int]:
    after = reading.at(i + 1)
    if after and not after.breaks and after.part("sharp", "flat"):
        return ("#" if after.part("sharp") else "b"), i + 1
    return "", i


def _speaks_of_mode(reading: Reading, mode: Item, last: int) -> bool:
    """Whether “a minor” goes on to a key, a mode or any other noun."""
    after = reading.at(last + 1)
    return " " in mode.form or (after is not None and not after.breaks and not after.part("and"))


def _stands_alone(reading: Reading, note: Item, last: int, *, led: bool, sure: bool) -> bool:
    """Whether a note without a mode is a key: “in F”, “Bb”, but not “in a slow tempo”."""
    if note.form in ("a", "am") and note.text[0] == "a":
        return False
    if sure and (led or note.text[0].isupper() or "#" in note.form):
        return True
    after = reading.at(last + 1)
    ends = after is None or after.breaks or after.content or after.part("and", "with", "in")
    return led and (ends or note.text.isupper())


def _mode_alone(reading: Reading, i: int) -> int | None:
    """“in a minor key”: A minor and C major, which have no accidentals."""
    item = reading.items[i]
    if not item.part("major", "minor"):
        return None
    name = "A minor" if item.part("minor") else "C major"
    last = i + 1 if (after := reading.at(i + 1)) and after.form in ("key", "keys", "mode") else i
    reading.add("key", name, f"{name} (any {name[2:]} key)", i, last, weak=True)
    return last + 1
