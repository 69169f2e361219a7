"""What stands in a bar beside its notes: clefs, signatures, chord symbols, tempos."""

from xml.etree import ElementTree as ET

from backend.music.notation.spelling import chord_parts
from backend.music.notation.staves import Bar, Staff
from backend.music.notation.values import QUARTER


def add_attributes(
    measure: ET.Element, bars: tuple[Bar, ...], index: int, fifths: int,
    staves: tuple[Staff, ...], *, is_drum: bool,
) -> None:  # fmt: skip
    """At the beginning all of it, later the time signature where it changes."""
    bar, first = bars[index], index == 0
    now = (bar.numerator, bar.denominator)
    if not first and now == (bars[index - 1].numerator, bars[index - 1].denominator):
        return
    attributes = ET.SubElement(measure, "attributes")
    if first:
        ET.SubElement(attributes, "divisions").text = str(QUARTER)
        key = ET.SubElement(attributes, "key")
        ET.SubElement(key, "fifths").text = "0" if is_drum else str(fifths)
    time = ET.SubElement(attributes, "time")
    ET.SubElement(time, "beats").text = str(bar.numerator)
    ET.SubElement(time, "beat-type").text = str(bar.denominator)
    if not first:
        return
    if len(staves) > 1:
        ET.SubElement(attributes, "staves").text = str(len(staves))
    for number, staff in enumerate(staves, 1):
        clef = ET.SubElement(attributes, "clef")
        if len(staves) > 1:
            clef.set("number", str(number))
        if is_drum:
            ET.SubElement(clef, "sign").text = "percussion"
            continue
        ET.SubElement(clef, "sign").text = "F" if staff.low else "G"
        ET.SubElement(clef, "line").text = "4" if staff.low else "2"


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


def add_tempo(measure: ET.Element, bpm: float, offset: int) -> None:
    """A metronome mark in quarters a minute."""
    direction = ET.SubElement(measure, "direction", placement="above")
    kind = ET.SubElement(direction, "direction-type")
    mark = ET.SubElement(kind, "metronome")
    ET.SubElement(mark, "beat-unit").text = "quarter"
    ET.SubElement(mark, "per-minute").text = f"{round(bpm, 1):g}"
    if offset:
        ET.SubElement(direction, "offset").text = str(offset)
    ET.SubElement(direction, "sound", tempo=f"{bpm:.3f}")
