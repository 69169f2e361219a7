"""The notes and rests of one voice in one bar, with ties, tuplets and beams."""

from itertools import groupby
from typing import NamedTuple
from xml.etree import ElementTree as ET

from backend.music.notation.spelling import on_drum_staff, spelt
from backend.music.notation.staves import Chord, between
from backend.music.notation.values import Metre, Value, written

_BEAMS = {"eighth": 1, "16th": 2, "32nd": 3}


class Seat(NamedTuple):
    """Whose notes they are: voice `voice` of number `staff` of as many `staves`, from 1."""

    voice: int
    staff: int
    staves: int
    is_drum: bool


class _Item:
    """A written value with what sounds in it; nothing for a rest."""

    def __init__(self, value: Value, chord: Chord | None, *, begins: bool, ends: bool) -> None:
        self.value, self.chord = value, chord
        self.begins, self.ends = begins, ends  # whether the sound does
        self.beams: list[str] = []
        self.tuplet = ""

    def span(self, origin: int) -> tuple[int, int]:
        """From where to where it goes, in 24ths of a piece in which its bar begins at `origin`."""
        return origin + self.value.start, origin + self.value.start + self.value.length


def add_voice(
    measure: ET.Element, chords: tuple[Chord, ...], metre: Metre, triplets: frozenset[int],
    origin: int, seat: Seat, above: tuple[Chord, ...] = (),
) -> None:  # fmt: skip
    """Write one voice of one bar, filled up with rests.

    Args:
        measure: what it is written to.
        chords: that sound in the bar.
        metre: of the bar.
        triplets: which beats are divided by three.
        origin: where the bar begins, in 24ths of the piece.
        seat: whose voice it is.
        above: what the upper voice plays over it: rests that it shows as well are not seen.
    """
    if not chords:
        note = ET.SubElement(measure, "note")
        ET.SubElement(note, "rest", measure="yes")
        ET.SubElement(note, "duration").text = str(metre.length)
        _add_voice_number(note, seat)
        _add_staff(note, seat)
        return
    items = _items(chords, metre, triplets, origin)
    _group(items, metre, triplets)
    for item in items:
        for place, pitch in enumerate(item.chord.pitches if item.chord else (None,)):
            note = _note(measure, item, pitch, place, seat)
            if above and pitch is None and not between(above, *item.span(origin)):
                note.set("print-object", "no")


def _items(
    chords: tuple[Chord, ...], metre: Metre, triplets: frozenset[int], origin: int
) -> list[_Item]:
    """Notes and rests that fill the bar."""
    end = origin + metre.length
    items: list[_Item] = []
    at = 0

    def fill(start: int, stop: int, chord: Chord | None) -> None:
        for value in written(start, stop, metre, triplets):
            begins = chord is None or origin + value.start == chord.start
            ends = chord is None or origin + value.start + value.length >= chord.stop
            items.append(_Item(value, chord, begins=begins, ends=ends))

    for chord in chords:
        start, stop = max(chord.start, origin) - origin, min(chord.stop, end) - origin
        fill(at, start, None)
        fill(start, stop, chord)
        at = stop
    fill(at, metre.length, None)
    return items


def _group(items: list[_Item], metre: Metre, triplets: frozenset[int]) -> None:
    """Mark beams and brackets beat by beat."""
    for beat, group in groupby(items, lambda item: item.value.start // metre.beat):
        here = list(group)
        threes = [item for item in here if item.value.triplet]
        if beat in triplets and threes:
            threes[0].tuplet, threes[-1].tuplet = "start", "stop"
        run: list[_Item] = []
        for item in [*here, None]:
            if item and item.chord and item.value.name in _BEAMS:
                run.append(item)
                continue
            _beam(run)
            run = []


def _beam(run: list[_Item]) -> None:
    """Beams over notes that follow one another; shorter notes get more of them."""
    if len(run) < 2:
        return
    counts = [_BEAMS[item.value.name] for item in run]
    for place, item in enumerate(run):
        before = counts[place - 1] if place else 0
        after = counts[place + 1] if place + 1 < len(run) else 0
        for level in range(1, counts[place] + 1):
            left, right = before >= level, after >= level
            if left and right:
                item.beams.append("continue")
            elif left or right:
                item.beams.append("end" if left else "begin")
            else:
                item.beams.append("backward hook" if place else "forward hook")


def _note(
    measure: ET.Element, item: _Item, pitch: int | None, place: int, seat: Seat
) -> ET.Element:
    """One note element, number `place` of its chord; the order of its children is the format's."""
    note = ET.SubElement(measure, "note")
    if place:
        ET.SubElement(note, "chord")
    fifths = item.chord.fifths if item.chord else 0
    cross = _head(note, pitch, fifths, is_drum=seat.is_drum)
    ET.SubElement(note, "duration").text = str(item.value.length)
    ties = [] if pitch is None else _ties(item)
    for tie in ties:
        ET.SubElement(note, "tie", type=tie)
    _add_voice_number(note, seat)
    _shape(note, item.value)
    if cross:
        ET.SubElement(note, "notehead").text = "x"
    _add_staff(note, seat)
    for level, beam in enumerate(item.beams if not place else (), 1):
        ET.SubElement(note, "beam", number=str(level)).text = beam
    tuplet = "" if place else item.tuplet
    if ties or tuplet:
        notations = ET.SubElement(note, "notations")
        for tie in ties:
            ET.SubElement(notations, "tied", type=tie)
        if tuplet:
            ET.SubElement(notations, "tuplet", type=tuplet)
    if item.chord and item.chord.syllable and item.begins and not place:
        lyric = ET.SubElement(note, "lyric", number="1")
        ET.SubElement(lyric, "syllabic").text = item.chord.syllable.syllabic
        ET.SubElement(lyric, "text").text = item.chord.syllable.text
    return note


def _head(note: ET.Element, pitch: int | None, fifths: int, *, is_drum: bool) -> bool:
    """What sounds, if anything does; whether its head is a cross."""
    if pitch is None:
        ET.SubElement(note, "rest")
        return False
    if is_drum:
        step, octave, cross = on_drum_staff(pitch)
        head = ET.SubElement(note, "unpitched")
        ET.SubElement(head, "display-step").text = step
        ET.SubElement(head, "display-octave").text = str(octave)
        return cross
    name = spelt(pitch, fifths)
    head = ET.SubElement(note, "pitch")
    ET.SubElement(head, "step").text = name.step
    if name.alter:
        ET.SubElement(head, "alter").text = str(name.alter)
    ET.SubElement(head, "octave").text = str(name.octave)
    return False


def _shape(note: ET.Element, value: Value) -> None:
    ET.SubElement(note, "type").text = value.name
    for _ in range(value.dots):
        ET.SubElement(note, "dot")
    if value.triplet:
        ratio = ET.SubElement(note, "time-modification")
        ET.SubElement(ratio, "actual-notes").text = "3"
        ET.SubElement(ratio, "normal-notes").text = "2"


def _ties(item: _Item) -> list[str]:
    return ([] if item.begins else ["stop"]) + ([] if item.ends else ["start"])


def _add_voice_number(note: ET.Element, seat: Seat) -> None:
    """Each staff has voices of its own: 1 and 2, 5 and 6, as scores for the piano number them."""
    ET.SubElement(note, "voice").text = str(4 * (seat.staff - 1) + seat.voice)


def _add_staff(note: ET.Element, seat: Seat) -> None:
    if seat.staves > 1:
        ET.SubElement(note, "staff").text = str(seat.staff)
