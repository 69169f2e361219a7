"""One part, bar by bar: signatures, what stands above, the voices of its staves."""

from bisect import bisect_left
from collections.abc import Sequence
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar
from xml.etree import ElementTree as ET

from backend.music.notation.bars import Bar, origins_of
from backend.music.notation.marks import add_attributes, add_harmony, add_marker, add_tempo
from backend.music.notation.staves import Staff, between
from backend.music.notation.tempos import Tempo
from backend.music.notation.values import Metre
from backend.music.notation.voices import Seat, add_voice
from backend.music.notation.words import plain

Chords = Sequence[tuple[int, str]]  # (tick, symbol), wherever the chord changes

_Placed = TypeVar("_Placed", bound=tuple[Any, ...])


class Above(NamedTuple):
    """What stands above the first part, each with its tick, in order of time."""

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
        _add_voices(measure, staves, bar.metre, index, origins[index], is_drum=is_drum)
    line = ET.SubElement(measure, "barline", location="right")
    ET.SubElement(line, "bar-style").text = "light-heavy"


def _add_voices(
    measure: ET.Element, staves: tuple[Staff, ...], metre: Metre, index: int, origin: int, *,
    is_drum: bool,
) -> None:  # fmt: skip
    """The voices of each staff that sound in a bar; one that does not is written on none alone."""
    is_first = True
    for place, staff in enumerate(staves, 1):
        sounding = [between(voice, origin, origin + metre.length) for voice in staff.voices]
        for voice, chords in enumerate(sounding, 1):
            if not chords and (any(sounding) or voice > 1):
                continue
            if not is_first:
                back = ET.SubElement(measure, "backup")
                ET.SubElement(back, "duration").text = str(metre.length)
            is_first = False
            seat = Seat(voice, place, len(staves), is_drum=is_drum)
            above = sounding[0] if voice > 1 else ()
            add_voice(measure, chords, metre, staff.triplets[index], origin, seat, above)


def _add_above(measure: ET.Element, bar: Bar, above: Above) -> None:
    for tick, name in _within(bar, above.markers):
        if plain(name):
            add_marker(measure, plain(name), bar.place(tick))
    for tempo in _within(bar, above.tempos):
        add_tempo(measure, tempo, bar.place(tempo.tick), bar.metre.beat)
    for tick, symbol in _within(bar, above.chords):
        add_harmony(measure, symbol, bar.place(tick))


def _within(bar: Bar, things: Sequence[_Placed]) -> Sequence[_Placed]:
    """Those whose tick, the first of each, lies in a bar."""
    first = bisect_left(things, bar.start, key=itemgetter(0))
    return things[first : bisect_left(things, bar.start + bar.ticks, key=itemgetter(0))]
