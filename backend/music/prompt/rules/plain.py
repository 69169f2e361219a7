"""All that needs no grammar: words that mean something, words that mean nothing, unknown ones."""

from backend.music.prompt.mentions import Reading
from backend.music.prompt.rules.metres import refusal

_FIELDS = ("mood", "tempo", "metre", "energy", "temperature", "register", "bars")
_SINGLE = ("tempo", "temperature", "register", "bars")  # what a page writes as a number


def comparison(reading: Reading, i: int) -> int | None:
    """“faster than …”: we do not know than what."""
    item = reading.items[i]
    if not item.part("compare"):
        return None
    j = i + 1
    if (than := reading.at(j)) and than.part("than"):
        j += 1
        while (
            (rest := reading.at(j))
            and not rest.breaks
            and not rest.part("with", "and", "in", "not")
        ):
            j += 1
        reading.refuse(
            "nothing to compare with; say it outright, such as “120 bpm” or “loud”", i, j - 1
        )
        return j
    if item.content:
        return None
    reading.refuse("compared with what? Say it outright, such as “120 bpm” or “loud”", i, i)
    return j


def plain(reading: Reading, i: int) -> int:
    """Take the item for what it says; this rule always reads on."""
    item = reading.items[i]
    if sense := item.sense("refused metre"):
        reading.refuse(refusal(), i, i)
    elif item.content:
        for sense in item.senses:
            if sense.kind in _FIELDS:
                reading.add(
                    sense.kind,
                    sense.value,
                    _text(sense.kind, sense.value, sense.name),
                    i,
                    i,
                    weak=sense.weak,
                )
        if sense := item.sense("beyond"):
            reading.refuse(sense.value, i, i)
    elif item.number is not None and not item.senses:
        reading.refuse("a number of what?", i, i)
    elif not item.senses:
        reading.refuse("not a word that we know", i, i)
    return i + 1


def _text(kind: str, value: object, name: str) -> str:
    if kind in _SINGLE:
        return {
            "tempo": f"{value:g} bpm",
            "bars": f"{value} bars",
            "temperature": f"temperature {value:g}",
        }.get(kind, name)
    return str(value) if kind in ("mood", "metre") else name
