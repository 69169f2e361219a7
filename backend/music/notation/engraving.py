"""MusicXML engraved by Verovio: pages as SVG, or all of them as one PDF."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

from backend.music.errors import UnusableScoreError
from backend.music.notation.outlines import SVG, with_outlines

_A4: Final = (2100, 2970)  # tenths of a millimetre
_POINTS: Final = (595.28, 841.89)
_XLINK: Final = "http://www.w3.org/1999/xlink"
Tell = Callable[[float], None]

ET.register_namespace("", SVG[1:-1])
ET.register_namespace("xlink", _XLINK)


def untold(_: float) -> None:
    """For whom nobody waits."""


def pages(musicxml: bytes, tell: Tell = untold) -> list[str]:
    """Every page of A4 as an SVG document that needs no font.

    Args:
        musicxml: what to engrave.
        tell: is told the share that is done after each page; may raise to stop.

    Raises:
        UnusableScoreError: Verovio cannot read it; says why.
    """
    return [ET.tostring(page, "unicode") for page in _engraved(musicxml, tell)]


def pdf(musicxml: bytes, *, title: str = "", author: str = "", tell: Tell = untold) -> bytes:
    """All pages as one PDF; the same music gives the same bytes. Else as `pages`."""
    import datetime
    import logging

    from fpdf import FPDF
    from fpdf.svg import SVGObject

    logging.getLogger("fpdf").setLevel(logging.ERROR)  # what SVG it leaves out is not drawn anyway
    document = FPDF(unit="pt", format=_POINTS)
    document.set_title(title)
    document.set_author(author)
    document.set_creator("Cadenza")
    document.set_creation_date(datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC))
    for page in _engraved(musicxml, tell):
        document.add_page()
        SVGObject(ET.tostring(_flat(page), "unicode")).draw_to_page(document)
    return bytes(document.output())


def loaded(musicxml: bytes, **options: Any) -> Any:
    """A toolkit of Verovio's with the music in it, laid out; raises as `pages`."""
    import verovio

    verovio.enableLog(verovio.LOG_OFF)
    toolkit: Any = verovio.toolkit(False)
    # Verovio keeps the place of its fonts for each thread by itself.
    toolkit.setResourcePath(str(Path(verovio.__file__).parent / "data"))
    usual = {"footer": "none", "breaks": "auto", "xmlIdChecksum": True, "mnumInterval": 0}
    toolkit.setOptions({**usual, "scale": 40, "spacingLinear": 0.3, **options})
    if not toolkit.loadData(musicxml.decode("utf-8")):
        raise UnusableScoreError("The music could not be engraved. Try fewer bars or players.")
    return toolkit


def drawn(toolkit: Any, number: int) -> ET.Element:
    """Page `number`, counted from 1, of what `loaded` laid out, with its words as outlines."""
    page = ET.fromstring(toolkit.renderToSVG(number))  # noqa: S314 — Verovio's own
    _without_marks_of_the_engraver(page)
    with_outlines(page)
    return page


def _engraved(musicxml: bytes, tell: Tell) -> Iterator[ET.Element]:
    toolkit = loaded(
        musicxml, pageWidth=_A4[0], pageHeight=_A4[1], header="auto",
        pageMarginLeft=120, pageMarginTop=100,
    )  # fmt: skip
    count = toolkit.getPageCount()
    for number in range(1, count + 1):
        yield drawn(toolkit, number)
        tell(number / count)


def _without_marks_of_the_engraver(page: ET.Element) -> None:
    """Verovio draws where sections begin and leaves it to a style sheet to hide that."""
    for parent in list(page.iter()):
        for child in [c for c in parent if "placeholder" in c.get("class", "")]:
            parent.remove(child)


def _flat(page: ET.Element) -> ET.Element:
    """Without the inner `svg`, whose scale becomes a group's: what writers of PDF can read."""
    inner = page.find(f"{SVG}svg")
    width = float(re.sub("[^0-9.]", "", page.get("width", "0")))
    if inner is None:
        return page
    across = float(inner.get("viewBox", "0 0 1 1").split()[2])
    group = ET.Element(SVG + "g", transform=f"scale({width / across:.6f})")
    group.extend(list(inner))
    outer = ET.Element(SVG + "svg", {"width": str(_POINTS[0]), "height": str(_POINTS[1])})
    outer.set("viewBox", f"0 0 {width} {re.sub('[^0-9.]', '', page.get('height', '0'))}")
    outer.extend([child for child in page if child.tag == SVG + "defs"])
    outer.append(group)
    return outer
