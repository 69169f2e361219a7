"""“solo piano”, “with a flute”, “violin melody”, “string quartet”: who plays."""

from backend.music.prompt.items import Item, after_fillers
from backend.music.prompt.mentions import Reading


def only(reading: Reading, i: int) -> int | None:
    """“solo”, “only”, “just”, before or behind a player: nobody else plays."""
    if not reading.items[i].part("only"):
        return None
    ahead = reading.at(after_fillers(reading.items, i + 1))
    behind = reading.at(i - 1)
    if (ahead and plays(ahead)) or (behind and plays(behind)):
        after_player = bool(behind and plays(behind)) and not reading.items[i].breaks
        reading.add("exact", after_player, "nobody else", i, i)
    return i + 1


def player(reading: Reading, i: int) -> int | None:
    """An instrument or a band; a number before it is not counted."""
    item = reading.items[i]
    sense = item.sense("player") or item.sense("band")
    if sense is None:
        after = reading.at(i + 1)
        counts = item.number is not None and after and plays(after) and not after.breaks
        return i + 1 if counts else None
    before = reading.at(i - 1)
    if item.filler_too and before and before.content and not plays(before) and not item.breaks:
        return i + 1  # “chill vibes” are no vibraphone
    lead = reading.at(after_fillers(reading.items, i + 1, 2))
    last = i
    how = "added" if _added(reading, i) else ""
    if sense.kind == "player":
        if lead and not lead.breaks and lead.part("lead"):
            how, last = "lead", reading.items.index(lead)
        elif (before and before.part("lead") and not item.breaks) or item.form.endswith(" solo"):
            how = "lead"
    reading.add(sense.kind, sense.value, sense.name, i, last, how=how)
    reading.add_implied(i)
    return last + 1


def plays(item: Item) -> bool:
    """Whether the item is an instrument or a band."""
    return item.sense("player") is not None or item.sense("band") is not None


def _added(reading: Reading, i: int) -> bool:
    """Whether “with”, “plus” or “featuring” stands before it in the same clause."""
    for j in range(i - 1, max(i - 5, -1), -1):
        item = reading.items[j]
        if item.part("with"):
            return True
        if item.part("only") or (item.content and not plays(item) and not item.sense("mood")):
            return False
    return False
