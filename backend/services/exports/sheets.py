"""Exports that are read: the full score and the lead sheet, as MusicXML, PDF, SVG, on a page."""

import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from backend.music.notation import engraving, lead_sheet, musicxml
from backend.music.notation.screen import systems
from backend.music.theory import estimate_key
from backend.music.theory.parts import with_roles
from backend.services.exports.material import Make, Material
from backend.services.scores import chords_of

Write = Callable[..., bytes]


def xml_of(write: Write) -> Make:
    """The maker of MusicXML, by `musicxml` or `lead_sheet`."""

    def make(material: Material, path: Path) -> None:
        path.write_bytes(_written(write, material))

    return make


def pdf_of(write: Write) -> Make:
    """The maker of a PDF of the same."""

    def make(material: Material, path: Path) -> None:
        artist = material.tags.get("artist", "")
        pdf = engraving.pdf(
            _written(write, material), title=material.title, author=artist, tell=material.tell
        )
        path.write_bytes(pdf)

    return make


def svg(material: Material, path: Path) -> None:
    """The pages of the full score as SVG, in one zip."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        written = _written(musicxml, material)
        for number, page in enumerate(engraving.pages(written, material.tell), 1):
            archive.writestr(zipfile.ZipInfo(f"page {number:02}.svg"), page)


def screen(write: Write, width: int) -> Make:
    """The maker of what the studio shows: systems of one width, and the bars that they hold."""

    def make(material: Material, path: Path) -> None:
        drawn = systems(_written(write, material), material.score, width, material.tell)
        page = {"width": width, "systems": [system._asdict() for system in drawn]}
        path.write_text(json.dumps(page, separators=(",", ":")), "utf-8")

    return make


score_xml, lead_xml = xml_of(musicxml), xml_of(lead_sheet)
score_pdf, lead_pdf = pdf_of(musicxml), pdf_of(lead_sheet)


def _written(write: Write, material: Material) -> bytes:
    score = replace(with_roles(material.score), title=material.title)
    return write(
        score,
        key=None if len(score.keys) else estimate_key(score)[0],
        chords=chords_of(score),
        composer=material.tags.get("artist", ""),
    )
