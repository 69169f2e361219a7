"""One part, bar by bar: signatures, what stands above, the voices of its staves."""

from collections.abc import Sequence
from typing import NamedTuple
from xml.etree import ElementTree as ET

from backend.music.notation.bars import Bar, origins_of
from backend.music.notation.marks import add_attributes, add_harmony, add_marker, add_tempo
from backend.music.notation.staves import Staff
from backend.music.notation.tempos import Tempo
from backend.music.notation.voices import Seat, add_voice
from backend.music.notation.words import plain

Chords = Sequence[tuple[int, str]]  # (tick, symbol), wherever the chord changes


class Above(NamedTuple):
    """What stands above the first part, each with its tick."""

    chords: Chords = ()
    markers: Sequence[tuple[int, str]] = ()
    tempos: Sequence[Tempo] = ()


def add_bars(
    part: ET.Element, staves: tuple[Staff, ...], bars: tuple[Bar, ...], above: Above, *,
    is_drum: bool,
) -> None:  # fmt: skip
    """Write all bars of a part."""
    origins = origins_of(bars)
    for index, bar in enumerate(bars):
        measure = ET.SubElement(part, "measure", number=str(index + 1))
        if not bar.is_full:
            measure.set("implicit", "yes")
        add_attributes(measure, bars, index, staves, is_drum=is_drum)
        _add_above(measure, bar, above)
        for place, staff in enumerate(staves):
            if place:
                back = ET.SubElement(measure, "backup")
                ET.SubElement(back, "duration").text = str(bar.metre.length)
            seat = Seat(place + 1, len(staves), is_drum=is_drum)
            add_voice(measure, staff, bar.metre, index, origins[index], seat)
    line = ET.SubElement(measure, "barline", location="right")
    ET.SubElement(line, "bar-style").text = "light-heavy"


def _add_above(measure: ET.Element, bar: Bar, above: Above) -> None:
    for tick, name in above.markers:
        if bar.holds(tick) and plain(name):
            add_marker(measure, plain(name), bar.place(tick))
    for tempo in above.tempos:
        if bar.holds(tempo.tick):
            add_tempo(measure, tempo, bar.place(tempo.tick), bar.metre.beat)
    for tick, symbol in above.chords:
        if bar.holds(tick):
            add_harmony(measure, symbol, bar.place(tick))
