"""“very slow”, “a bit faster than slow”: loose words of tempo and what bends them."""

from backend.music.prompt.mentions import Reading

_MOST = 4  # bending words in a row
_MIDDLE = 110  # quarters a minute, neither slow nor fast


def bent_tempo(reading: Reading, i: int) -> int | None:
    """A loose tempo with a few bending words before it."""
    j, power = i, 1.0
    while (
        j < i + _MOST
        and (item := reading.at(j))
        and item.value("bend")
        and (j == i or not item.breaks)
    ):
        power *= item.value("bend")
        j += 1
    item = reading.at(j)
    sense = item and item.sense("loose tempo")
    if not item or not sense or (j > i and item.breaks):
        return None
    bpm = round(_MIDDLE * (sense.value / _MIDDLE) ** min(power, 2.5))
    reading.add("tempo", float(min(max(bpm, 40), 240)), f"{bpm} bpm", i, j)
    return j + 1
