"""Say what a file that is not MIDI looks like, so that people see which one they picked."""

from typing import Final

# (what it begins with, what that is); the first that fits wins.
_MAGIC: Final = (
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"BM", "a BMP picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"ID3", "an MP3 recording"),
    (b"OggS", "an Ogg recording"),
    (b"fLaC", "a FLAC recording"),
    (b"FORM", "an AIFF recording"),
    (b"caff", "a Core Audio recording"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a zip archive (or an Office or compressed MusicXML file)"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a Linux program"),
    (b"SQLite format 3", "a database"),
    (b"FLhd", "an FL Studio project"),
    (b"BPAC", "a Guitar Pro file"),
    (b"BCFS", "a Guitar Pro file"),
    (b"BCFZ", "a Guitar Pro file"),
    (b"\x18FICHIER GUITAR PRO", "a Guitar Pro file"),
    (b"XFIH", "a Yamaha style file part"),
    (b"IMPM", "an Impulse Tracker module"),
    (b"Extended Module", "a FastTracker module"),
    (b"X:", "a tune in ABC notation"),
)
_RIFF: Final = {
    b"WAVE": "a WAV recording",
    b"AVI ": "an AVI film",
    b"WEBP": "a WebP picture",
    b"sfbk": "a SoundFont",
}
_MARKUP: Final = (
    (b"<score-partwise", "a MusicXML score"),
    (b"<score-timewise", "a MusicXML score"),
    (b"<!doctype html", "a web page (the download may have failed)"),
    (b"<html", "a web page (the download may have failed)"),
    (b"<svg", "an SVG picture"),
    (b"<?xml", "an XML document"),
)


def looks_like(data: bytes) -> str | None:
    """What the bytes begin like ("a PNG picture"), or None when they are like nothing known."""
    if data[:4] in {b"RIFF", b"RIFX"} and data[8:12] in _RIFF:
        return _RIFF[data[8:12]]
    if data[4:8] == b"ftyp":
        kind = data[8:12]
        return "an M4A recording" if kind.startswith(b"M4A") else "an MP4 film or recording"
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return name
    if len(data) > 2 and data[0] == 0xFF and data[1] & 0xE0 == 0xE0:
        return "an MP3 recording"
    head = data[:2048].lower().lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"<"):
        for magic, name in _MARKUP:
            if magic in head:
                return name
        return "a page of markup"
    if head.startswith((b"{", b"[")):
        return "a JSON text"
    return "a text" if _is_text(data[:2048]) else None


def _is_text(head: bytes) -> bool:
    control = sum(byte < 32 and byte not in b"\t\r\n\f" for byte in head)
    if not head.strip() or control:
        return False
    return head.isascii() or _is_utf8(head)


def _is_utf8(head: bytes) -> bool:
    try:
        # The last character may be cut through by the end of the sample.
        head[:-3].decode()
    except UnicodeDecodeError:
        return False
    return True
