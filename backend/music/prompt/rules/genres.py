"""“jazz with a touch of rock”, “half jazz half classical”, “jazz-rock”: genres and their shares."""

from backend.music.prompt.items import Item
from backend.music.prompt.mentions import Reading

_JOINTS = ("", "-", "/", "–", "+", "&", "×")


def genre(reading: Reading, i: int) -> int | None:
    """A genre with the share before it, or a flavour (“jazzy”, “jazz-tinged”)."""
    share, j = _share(reading, i)
    item = reading.at(j)
    if item is None:
        return None
    if flavour := item.sense("flavour"):
        reading.add("flavour", flavour.value, f"a little {flavour.value}", j, j)
        return j + 1
    sense = item.sense("genre")
    if sense is None:
        return None
    if tinge := _tinge(reading, j):
        reading.add("flavour", sense.value, f"a little {sense.value}", j, j + 1, share=tinge)
        return j + 2
    joined, blended = _joined(reading, i)
    reading.add(
        "genre", sense.value, sense.name, j, j,
        weak=sense.weak, share=share or blended, joined=joined,
    )  # fmt: skip
    reading.add_implied(j, "genre")
    return j + 1


def _share(reading: Reading, i: int) -> tuple[float | None, int]:
    """“70 %” or “half” before a genre, and where the genre stands."""
    item = reading.items[i]
    after = reading.at(i + 1)
    if item.number is not None and after and after.part("share") and 0 < item.number < 100:
        return item.number / 100, _past_articles(reading, i + 2)
    if item.value("share"):
        return item.value("share"), _past_articles(reading, i + 1)
    return None, i


def _past_articles(reading: Reading, i: int) -> int:
    while (item := reading.at(i)) and item.form in ("of", "a", "an"):
        i += 1
    return i


def _tinge(reading: Reading, j: int) -> float | None:
    """“jazz-tinged pop”, “jazz influenced”: the genre at `j` is only a colour."""
    after, noun = reading.at(j + 1), reading.at(j + 2)
    if not after or not after.value("tinge") or after.breaks:
        return None
    coloured = noun is not None and not noun.breaks and noun.sense("genre") is not None
    named = any(m.kind == "genre" for m in reading.mentions)
    if coloured or (named and after.gap.strip() in ("-", "") and not after.part("style")):
        share: float = after.value("tinge")
        return share
    return None


def _joined(reading: Reading, i: int) -> tuple[bool, float | None]:
    """Whether the genre before item `i` belongs to it, and the share that a blending word gives."""
    between: list[Item] = []
    while (item := reading.at(i - 1 - len(between))) and not item.sense("genre"):
        between.append(item)
    if item is None:
        return False, None
    blended = next((b.value("blend") for b in between if b.value("blend")), None)
    gaps = (step.gap.strip() for step in (*between, reading.items[i]))
    adjacent = all(b.part("and") for b in between) and all(gap in _JOINTS for gap in gaps)
    linked = not any(b.content for b in between)
    shared = linked and reading.mentions[-1].kind == "genre" and reading.mentions[-1].share
    return bool(adjacent or blended or shared), blended
