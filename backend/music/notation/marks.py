"""What stands in a bar beside its notes: clefs, signatures, chord symbols, sections, tempos."""

from xml.etree import ElementTree as ET

from backend.music.notation.bars import Bar
from backend.music.notation.spelling import chord_parts
from backend.music.notation.staves import Staff
from backend.music.notation.tempos import Tempo
from backend.music.notation.values import QUARTER


def add_attributes(
    measure: ET.Element, bars: tuple[Bar, ...], index: int, staves: tuple[Staff, ...], *,
    is_drum: bool,
) -> None:  # fmt: skip
    """At the beginning all of it, later the key and time signatures where they change."""
    bar, before = bars[index], bars[index - 1] if index else None
    new_key = before is None or (bar.key != before.key and not is_drum)
    metre = (bar.numerator, bar.denominator)
    new_time = before is None or metre != (before.numerator, before.denominator)
    if not new_key and not new_time:
        return
    attributes = ET.SubElement(measure, "attributes")
    if before is None:
        ET.SubElement(attributes, "divisions").text = str(QUARTER)
    if new_key:
        key = ET.SubElement(attributes, "key")
        ET.SubElement(key, "fifths").text = "0" if is_drum else str(bar.fifths)
        if bar.key and not is_drum:
            ET.SubElement(key, "mode").text = "minor" if bar.key.minor else "major"
    if new_time:
        time = ET.SubElement(attributes, "time")
        ET.SubElement(time, "beats").text = str(bar.numerator)
        ET.SubElement(time, "beat-type").text = str(bar.denominator)
    if before is None:
        _add_clefs(attributes, staves)


def _add_clefs(attributes: ET.Element, staves: tuple[Staff, ...]) -> None:
    if len(staves) > 1:
        ET.SubElement(attributes, "staves").text = str(len(staves))
    for number, staff in enumerate(staves, 1):
        clef = ET.SubElement(attributes, "clef")
        if len(staves) > 1:
            clef.set("number", str(number))
        ET.SubElement(clef, "sign").text = staff.clef.sign
        if staff.clef.line:
            ET.SubElement(clef, "line").text = str(staff.clef.line)
        if staff.clef.octaves:
            ET.SubElement(clef, "clef-octave-change").text = str(staff.clef.octaves)


def add_harmony(measure: ET.Element, symbol: str, offset: int) -> None:
    """A chord symbol, `offset` 24ths of a quarter into the bar."""
    parts = chord_parts(symbol)
    if parts is None:
        return
    step, alter, kind, text = parts
    harmony = ET.SubElement(measure, "harmony")
    root = ET.SubElement(harmony, "root")
    ET.SubElement(root, "root-step").text = step
    if alter:
        ET.SubElement(root, "root-alter").text = str(alter)
    ET.SubElement(harmony, "kind", text=text).text = kind
    if offset:
        ET.SubElement(harmony, "offset").text = str(offset)


def add_marker(measure: ET.Element, name: str, offset: int) -> None:
    """Where a section begins."""
    _, kind = _direction(measure, offset)
    ET.SubElement(kind, "rehearsal").text = name


def add_tempo(measure: ET.Element, tempo: Tempo, offset: int, beat: int) -> None:
    """What is heard, and the metronome mark or words that are seen, if any are.

    Args:
        measure: the bar.
        tempo: what changes.
        offset: 24ths of a quarter into the bar.
        beat: what is beaten, in 24ths of a quarter.
    """
    direction, kind = _direction(measure, offset)
    if tempo.shown:
        mark = ET.SubElement(kind, "metronome")
        ET.SubElement(mark, "beat-unit").text = "quarter"
        if is_dotted := beat == 3 * QUARTER // 2:
            ET.SubElement(mark, "beat-unit-dot")
        beats = tempo.shown * QUARTER / beat if is_dotted else tempo.shown
        ET.SubElement(mark, "per-minute").text = str(round(beats))
    else:  # MuseScore places a sound that has no direction at the beginning of its bar
        ET.SubElement(kind, "words", {"font-style": "italic"}).text = tempo.words
    ET.SubElement(direction, "sound", tempo=f"{tempo.bpm:.3f}")


def _direction(measure: ET.Element, offset: int) -> tuple[ET.Element, ET.Element]:
    """A direction above a place, and what holds that which is seen of it."""
    direction = ET.SubElement(measure, "direction", placement="above")
    kind = ET.SubElement(direction, "direction-type")
    if offset:
        ET.SubElement(direction, "offset", sound="yes").text = str(offset)
    return direction, kind
