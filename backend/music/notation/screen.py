"""A score engraved for the pages of the site: one SVG a system, whose notes say when they sound.

Nothing in it has a style of its own: colours are those of the page, and no policy refuses it.
"""

import re
from typing import Any, Final, NamedTuple
from xml.etree import ElementTree as ET

from backend.music.notation.engraving import Tell, drawn, loaded, untold
from backend.music.notation.outlines import SVG
from backend.music.notation.timing import timed
from backend.music.score import Score

# How wide a system may be, in CSS pixels at full size (a staff is then 29 high): steps of a
# quarter, from a narrow phone to a wide desk with small print.
WIDTHS: Final = (280, 350, 440, 550, 690, 860, 1080, 1350, 1690)
_NAMED: Final = 500  # pixels: on narrower pages names of players would leave no room for notes
_SCALE: Final = 40  # percent: Verovio's units to pixels
_USELESS: Final = (SVG + "style", SVG + "desc", SVG + "title")
# The groups that a page asks for, by Verovio's name and by ours: no class of the site is theirs.
_CLASSES: Final = {"note": "score-note", "measure": "score-measure", "page-margin": "score-page"}


class System(NamedTuple):
    """One line of music.

    Attributes:
        first: its first bar, counted from 0.
        bars: how many it has.
        height: in the units of its width.
        svg: a document of that width; notes are `g.score-note` with ids as `timed` gives them,
            bars `g.score-measure`, in order, all in one `g.score-page`.
    """

    first: int
    bars: int
    height: int
    svg: str


def systems(musicxml: bytes, score: Score, width: int, tell: Tell = untold) -> list[System]:
    """Engrave a score line by line.

    Args:
        musicxml: of `score`.
        score: what was written down.
        width: one of `WIDTHS`.
        tell: is told the share that is done; may raise to stop.

    Raises:
        UnusableScoreError: Verovio cannot read it; says why.
    """
    xml = timed(musicxml, score)
    if width < _NAMED:
        xml = re.sub(rb"(<part-name>)[^<]*", rb"\1", xml)
    toolkit = loaded(
        xml, scale=_SCALE, pageWidth=width * 100 // _SCALE, pageHeight=100,
        adjustPageHeight=True, header="none", svgViewBox=True, svgRemoveXlink=True,
        svgFormatRaw=True, pageMarginLeft=20, pageMarginRight=20, pageMarginTop=60,
        pageMarginBottom=60,
    )  # fmt: skip
    found, first, count = [], 0, toolkit.getPageCount()
    for number in range(1, count + 1):
        system = _system(drawn(toolkit, number), first)
        found.append(system)
        first += system.bars
        tell(number / count)
    return found


def _system(page: ET.Element, first: int) -> System:
    """Verovio's page of one system, without what a page of ours does not need."""
    _strip(page, f"-{first}")
    inner: Any = page.find(f"{SVG}svg")
    for name in ("color", "class"):
        inner.attrib.pop(name, None)
    inner.attrib |= {"fill": "currentColor", "stroke": "currentColor"}
    page.attrib.pop("id", None)
    page.attrib.pop("overflow", None)
    bars = sum(one.get("class") == _CLASSES["measure"] for one in page.iter(SVG + "g"))
    height = float(page.get("viewBox", "0 0 1 1").split()[3])
    return System(first, bars, round(height), ET.tostring(page, "unicode"))


def _strip(parent: ET.Element, suffix: str) -> None:
    """Take out styles, words about the engraver, and groups that group nothing, all the way down.

    Args:
        parent: of what is looked through.
        suffix: makes the names of glyphs this system's own: others come and go on the same page.
    """
    kept: list[ET.Element] = []
    for child in parent:
        if child.tag in _USELESS:
            continue
        if href := child.get("href"):
            child.set("href", href + suffix)
        if child.tag == SVG + "g":
            _name(child, suffix)
        _strip(child, suffix)
        kept.extend([child] if child.attrib or child.tag != SVG + "g" else child)
    parent[:] = kept


def _name(group: ET.Element, suffix: str) -> None:
    """Keep what something points at: a drawn glyph has an id and no class, a note its time."""
    if not group.get("class") and (glyph := group.get("id")):
        group.set("id", glyph + suffix)
    found = group.attrib.pop("class", "").split()
    kept = next((_CLASSES[name] for name in found if name in _CLASSES), None)
    if kept:
        group.set("class", kept)
    if found and kept != _CLASSES["note"]:
        group.attrib.pop("id", None)
