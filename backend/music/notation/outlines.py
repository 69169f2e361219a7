"""The words of an engraved page as outlines, so that it looks alike without any font installed."""

import base64
import io
import re
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

SVG: Final = "{http://www.w3.org/2000/svg}"
_MUSIC: Final = "Leipzig"  # the font of notes among words, as in a metronome mark
_TEXT: Final = "Liberation"  # looks and measures like Times, by which Verovio lays words out


@dataclass(frozen=True)
class _Run:
    """Some words in one style."""

    text: str
    family: str
    size: float
    italic: bool
    bold: bool


def with_outlines(page: ET.Element) -> None:
    """Replace every `text` of an SVG page by the shapes of its letters, in place."""
    for parent in list(page.iter()):
        for place, child in enumerate(list(parent)):
            if child.tag == SVG + "text":
                parent[place] = _drawn(child)


def _drawn(text: ET.Element) -> ET.Element:
    """The words of one `text`, line by line: a `tspan` with its own place begins a new line."""
    group = ET.Element(SVG + "g")
    plain = _Run("", _TEXT, 0.0, italic=False, bold=False)
    lines: list[tuple[float, float, str, list[_Run]]] = []

    def walk(node: ET.Element, style: _Run) -> None:
        own = _styled(style, node)
        if node.get("x") or not lines:
            x, y = float(node.get("x", 0)), float(node.get("y", 0))
            lines.append((x, y, node.get("text-anchor", "start"), []))
        _add(lines[-1][3], own, node.text)
        for child in node:
            walk(child, own)
            _add(lines[-1][3], own, child.tail)

    walk(text, plain)
    for x, y, anchor, runs in lines:
        width = sum(_font(run).width(run.text) * run.size for run in runs)
        at = x - {"middle": width / 2, "end": width}.get(anchor, 0.0)
        for run in runs:
            font = _font(run)
            for letter in run.text:
                if shape := font.shape(letter):
                    scale = run.size / font.em
                    ET.SubElement(group, SVG + "path", {
                        "d": shape, "stroke": "none",
                        "transform": f"translate({at:.1f},{y:.1f}) scale({scale:.5f},{-scale:.5f})",
                    })  # fmt: skip
                at += font.width(letter) * run.size
    return group


def _styled(style: _Run, node: ET.Element) -> _Run:
    size = node.get("font-size", "")
    return replace(
        style,
        family=_MUSIC if node.get("font-family") == _MUSIC else style.family,
        size=float(size.removesuffix("px")) if size else style.size,
        italic=node.get("font-style", "italic" if style.italic else "") == "italic",
        bold=node.get("font-weight", "bold" if style.bold else "") == "bold",
    )


def _add(runs: list[_Run], style: _Run, text: str | None) -> None:
    if text and text.strip(" \n\t\r"):  # a no-break space is a word here
        runs.append(replace(style, text=text.strip("\n\t\r").replace("\xa0", " ")))


class _Font:
    """Shapes and widths of letters, in units of which there are `em` to the size."""

    def __init__(self, data: bytes) -> None:
        from fontTools.ttLib import TTFont

        self._font: Any = TTFont(io.BytesIO(data))
        self._glyphs: Any = self._font.getGlyphSet()
        self._names: dict[int, str] = self._font.getBestCmap()
        self._shapes: dict[str, str] = {}
        self.em = int(self._font["head"].unitsPerEm)

    def width(self, text: str) -> float:
        """In sizes of the font."""
        return float(sum(self._glyphs[self._name(letter)].width for letter in text)) / self.em

    def shape(self, letter: str) -> str:
        """As an SVG path whose y axis points up; empty for a space."""
        from fontTools.pens.svgPathPen import SVGPathPen

        if letter not in self._shapes:
            pen = SVGPathPen(self._glyphs)
            self._glyphs[self._name(letter)].draw(pen)
            self._shapes[letter] = pen.getCommands()
        return self._shapes[letter]

    def _name(self, letter: str) -> str:
        return self._names.get(ord(letter), ".notdef")


def _font(run: _Run) -> _Font:
    return _load(run.family, run.family == _TEXT and run.italic, run.family == _TEXT and run.bold)


@cache
def _load(family: str, italic: bool, bold: bool) -> _Font:
    """One of the fonts that come with Verovio, which keeps them inside its style sheets."""
    found = find_spec("verovio")
    assert found is not None
    assert found.origin is not None
    sheet = (Path(found.origin).parent / "data" / f"{family}.css").read_text(encoding="utf-8")
    faces = re.findall(r"@font-face\s*\{(.*?)\}", sheet, re.DOTALL)

    def fits(face: str) -> int:
        slanted = bool(re.search(r"font-style:\s*italic", face))
        heavy = bool(re.search(r"font-weight:\s*(bold|700)", face))
        return (slanted == italic) + (heavy == bold)

    packed = re.search(r"base64,([A-Za-z0-9+/=]+)", max(faces, key=fits))
    assert packed is not None
    return _Font(base64.b64decode(packed[1]))
