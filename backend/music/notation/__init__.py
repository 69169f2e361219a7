"""Notation: a score as written music, in MusicXML, SVG and PDF."""

from backend.music.notation.musicxml import lead_sheet, musicxml

__all__ = ["lead_sheet", "musicxml"]
