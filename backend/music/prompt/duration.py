"""Minutes → bars: a length in time needs a tempo and a metre."""

from collections.abc import Sequence
from dataclasses import replace

from backend.music.prompt.lexicon import table
from backend.music.prompt.mentions import Mention
from backend.music.prompt.prompt import Chip
from backend.music.prompt.rules.quantities import LIMITS
from backend.music.prompt.settle import Settled, chip_of, last_word


def bars(mentions: Sequence[Mention], chips: Sequence[Chip]) -> Settled:
    """The chip of “bars”, and one of “tempo” if a length in time needs one that nobody said."""
    winner, against = last_word(m for m in mentions if m.kind in ("bars", "seconds"))
    if winner is None or winner.kind == "bars":
        return ([chip_of(winner)] if winner else []), against
    asked = {chip.field: chip.value for chip in chips}
    usual = table("tempos")["default"]
    tempo = asked.get("tempo") or float(usual[asked.get("mood") or asked.get("genre", "general")])
    above, below = map(int, asked.get("metre", "4/4").split("/"))
    seconds_a_bar = 60 / tempo * 4 * above / below
    count = round(winner.value / seconds_a_bar)
    low, high, *_ = LIMITS["bars"]
    if not low <= count <= high:
        edge = high if count > high else low
        reason = (
            f"{count} bars at {tempo:g} bpm; {edge:g} bars last {edge * seconds_a_bar:.0f} seconds"
        )
        return [], [*against, winner.refused(f"that would be {reason}")]
    text = f"{count} bars, {count * seconds_a_bar:.0f} seconds at {tempo:g} bpm"
    out = [chip_of(replace(winner, value=count, text=text), "bars")]
    if "tempo" not in asked:
        implied = replace(winner, value=tempo, text=f"{tempo:g} bpm, so that the length is right")
        out.insert(0, chip_of(implied, "tempo"))
    return out, against
