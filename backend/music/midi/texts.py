"""The words in a file: names, markers, lyrics and karaoke, whatever encoding they were typed in."""

from collections.abc import Iterable
from typing import Final

from backend.music.midi.events import LYRIC, MARKER, NAME, TEXT, Meta

Words = tuple[tuple[int, str], ...]

# Karaoke files (.kar) say so in texts that begin with these; @T is the title, then the artist.
_KARAOKE: Final = (b"@K", b"@T", b"@L", b"@V", b"@W", b"@I")
_LONGEST: Final = 500  # characters of one text; a name or a syllable has no more
_CONTROL: Final = {code: None for code in range(32) if code not in {9, 10, 13}} | {127: None}


class Texts:
    """All words of a file, in the one encoding that suits the whole file.

    A single short word says too little about its encoding.
    """

    def __init__(self, metas: Iterable[Meta]) -> None:
        self._metas = [meta for meta in metas if meta.kind in {TEXT, NAME, LYRIC, MARKER}]
        self._encoding = encoding_of(b"".join(meta.data for meta in self._metas))

    def name(self, chunk: int) -> str:
        """The first name that a chunk is given ("" for none)."""
        for meta in self._metas:
            if meta.kind == NAME and meta.chunk == chunk and (name := self._line(meta)):
                return name
        return ""

    def karaoke_title(self) -> str:
        """The title that a karaoke file states ("" for none)."""
        for meta in self._metas:
            if meta.kind == TEXT and meta.data[:2] == b"@T":
                return self._line(meta)[2:].strip()
        return ""

    def markers(self) -> Words:
        """Markers as (tick, text), in time order."""
        return self._words(meta for meta in self._metas if meta.kind == MARKER)

    def lyrics(self) -> Words:
        r"""Syllables as (tick, text), in time order.

        Lyric events if there are any, else the texts of a karaoke file. A line break is "\n" at the
        beginning of a syllable, a new paragraph two of them (karaoke writes "/" and "\").
        """
        lyrics = [meta for meta in self._metas if meta.kind == LYRIC]
        if lyrics:
            return self._words(lyrics)
        texts = [meta for meta in self._metas if meta.kind == TEXT]
        # The sung texts stand in one chunk, most often one of their own.
        chunks = {meta.chunk for meta in texts if meta.tick > 0}
        if not any(meta.data.startswith(_KARAOKE) for meta in texts) or not chunks:
            return ()
        sung = [m for m in texts if m.chunk in chunks and not m.data.startswith(b"@")]
        breaks = {"/": "\n", "\\": "\n\n"}
        return tuple(
            (tick, breaks[text[0]] + text[1:] if text[0] in breaks else text)
            for tick, text in self._words(sung)
        )

    def _words(self, metas: Iterable[Meta]) -> Words:
        found = ((meta.tick, self._text(meta)) for meta in metas)
        return tuple(sorted((pair for pair in found if pair[1]), key=lambda pair: pair[0]))

    def _text(self, meta: Meta) -> str:
        """The words, with the spaces that part syllables; without control characters."""
        text = meta.data.decode(self._encoding, "replace").translate(_CONTROL)
        return text.replace("\r\n", "\n").replace("\r", "\n")[:_LONGEST]

    def _line(self, meta: Meta) -> str:
        return " ".join(self._text(meta).split())


def encoding_of(sample: bytes) -> str:
    """The encoding of words in a file: UTF-8 if they are, else the likeliest of three old ones."""
    if sample.isascii() or _decodes(sample, "utf-8"):
        return "utf-8"
    if _decodes(sample, "cp932") and _is_mostly_japanese(sample.decode("cp932")):
        return "cp932"
    high = [byte for byte in sample if byte >= 0x80]
    letters = sum(chr(byte).isalpha() for byte in sample if byte < 0x80)
    # Russian is nearly all high letters, Western European has one here and there.
    is_cyrillic = len(high) > letters and sum(byte >= 0xC0 for byte in high) > 0.9 * len(high)
    return "cp1251" if is_cyrillic else "cp1252"


def _decodes(sample: bytes, encoding: str) -> bool:
    try:
        sample.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _is_mostly_japanese(text: str) -> bool:
    """Whether what is not ASCII are kana and kanji; half-width kana come out of other encodings."""
    other = [char for char in text if not char.isascii()]
    japanese = sum("\u3000" <= char <= "\u9fff" or "\uff00" < char < "\uff61" for char in other)
    return japanese > 0.8 * len(other)
