"""Tiny MIDI files by hand, one an edge case; `tests/data/midi` holds the same bytes as files."""

END = b"\x00\xff\x2f\x00"
# C4 for a quarter at 96 ticks a quarter, on channel 1.
NOTE = b"\x00\x90\x3c\x50\x60\x80\x3c\x40"


def chunk(body: bytes, *, end: bytes = END) -> bytes:
    body += end
    return b"MTrk" + len(body).to_bytes(4, "big") + body


def midi(
    *bodies: bytes, kind: int = 1, division: bytes = b"\x00\x60", count: int | None = None
) -> bytes:
    """A file of whole tracks, to each of which the end of track is added."""
    header = kind.to_bytes(2, "big") + (len(bodies) if count is None else count).to_bytes(2, "big")
    return b"MThd\x00\x00\x00\x06" + header + division + b"".join(map(chunk, bodies))


def meta(kind: int, data: bytes, delta: bytes = b"\x00") -> bytes:
    return delta + bytes((0xFF, kind, len(data))) + data


def metre(numerator: int, power: int, delta: bytes = b"\x00") -> bytes:
    return meta(0x58, bytes((numerator, power, 24, 8)), delta)


def _karaoke() -> bytes:
    head = meta(1, b"@KMIDI KARAOKE FILE") + meta(1, b"@LENGL")
    title = meta(1, b"@TThe Title") + meta(1, b"@TThe Artist")
    sung = meta(1, b"\\Hel") + meta(1, b"lo ", b"\x30") + meta(1, b"/world", b"\x30")
    return midi(meta(3, b"Soft Karaoke") + head, meta(3, b"Words") + title + sung, NOTE)


CASES = {
    "plain": midi(meta(3, b"A song") + meta(0x51, b"\x07\xa1\x20") + metre(3, 2), NOTE),
    "type-0": midi(meta(3, b"A song") + b"\x00\xc1\x20" + NOTE + NOTE.replace(b"\x90", b"\x91")
                   .replace(b"\x80", b"\x81"), kind=0),
    "type-2-one-song": midi(NOTE, kind=2),
    "type-2-two-songs": midi(NOTE, NOTE, kind=2),
    "running-status": midi(b"\x00\x90\x3c\x50\x30\x3c\x00\x00\x40\x51\x30\x40\x00"),
    "running-status-over-a-meta": midi(
        b"\x00\x90\x3c\x50" + meta(1, b"x", b"\x10") + b"\x10\x3c\x00"
    ),
    "smpte-25-frames-of-40-ticks": midi(b"\x00\x90\x3c\x50\x87\x68\x3c\x00", division=b"\xe7\x28"),
    "smpte-of-77-frames": midi(NOTE, division=b"\xb3\x28"),
    "division-of-0": midi(NOTE, division=b"\x00\x00"),
    "karaoke": _karaoke(),
    "lyrics-in-cyrillic": midi(
        meta(5, "Если ".encode("cp1251")) + meta(5, "любовь".encode("cp1251"), b"\x60"), NOTE
    ),
    "name-in-japanese": midi(meta(3, "ピアノの歌".encode("cp932")) + NOTE),
    "name-in-western": midi(meta(3, "Flöte".encode("cp1252")) + NOTE),
    "name-in-utf-8": midi(meta(3, "Flöte ♪".encode()) + NOTE),
    "no-metre": midi(NOTE),
    "late-metre": midi(metre(3, 2, b"\x81\x40"), NOTE),
    "metre-of-0": midi(metre(0, 2) + metre(7, 3, b"\x60"), NOTE),
    "metre-of-1024ths": midi(metre(4, 10), NOTE),
    "metre-repeated": midi(metre(4, 2) + metre(4, 2, b"\x83\x00") + metre(4, 2, b"\x60"), NOTE),
    "tempo-map": midi(meta(0x51, b"\x07\xa1\x20") + meta(0x51, b"\x00\x00\x00", b"\x10")
                      + meta(0x51, b"\x03\xd0\x90", b"\x60"), NOTE),
    "zero-length-note": midi(b"\x00\x90\x3c\x50\x00\x80\x3c\x40"),
    "overlapping-notes": midi(b"\x00\x90\x3c\x50\x10\x90\x3c\x51\x10\x80\x3c\x40\x10\x80\x3c\x40"),
    "touching-notes": midi(b"\x00\x90\x3c\x50\x10\x80\x3c\x40\x00\x90\x3c\x51\x10\x80\x3c\x40"),
    "doubled-notes": midi(b"\x00\x90\x3c\x50\x00\x90\x3c\x60\x10\x80\x3c\x40\x10\x80\x3c\x40"),
    "note-off-too-many": midi(b"\x00\x80\x3c\x40" + NOTE + b"\x00\x80\x3c\x40" + NOTE),
    "notes-never-ended": midi(
        b"\x00\x90\x3c\x50\x30\x3c\x51\x30\x40\x52" + meta(1, b"", b"\x8f\x00")
    ),
    "ends-in-another-track": midi(b"\x00\x90\x3c\x50\x10\x40\x50", b"\x08\x80\x3c\x40\x10\x40\x40"),
    "drums": midi(b"\x00\xc9\x08\x00\x99\x24\x50\x10\x89\x24\x40"),
    "two-channels-in-one-track": midi(
        b"\x00\xc0\x01\x00\xc1\x02" + NOTE + b"\x00\x91\x40\x50\x10\x81\x40\x40"
    ),
    "program-changes-under-a-note": midi(
        b"\x00\xc0\x01\x00\xb0\x07\x50\x00\x90\x3c\x50\x10\xc0\x02\x10\x80\x3c\x40"
        b"\x00\xb0\x0a\x20\x00\x90\x3e\x50\x10\x80\x3e\x40"
    ),
    "set-up-in-another-track": midi(b"\x00\xc0\x28\x00\xb0\x07\x50\x00\xe0\x00\x50", NOTE),
    "controls-and-bends": midi(
        b"\x00\xb0\x40\x7f\x00\xe0\x00\x00\x10\xe0\x7f\x7f" + NOTE + b"\x00\xb0\x40\x00"
    ),
    "pressure": midi(b"\x00\xd0\x10\x00\x11\x00\x90\x3c\x50\x10\xd0\x12\x10\x13\x10\x90\x3c\x00"),
    "system-exclusive": midi(b"\x00\xf0\x05\x7e\x7f\x09\x01\xf7" + NOTE),
    "escape": midi(b"\x00\xf7\x02\xf8\xf8" + NOTE + b"\x00\xf8" + NOTE),
    "data-above-127": midi(b"\x00\x90\x3c\xd0\x60\x80\x3c\x40"),
    "long-delta": midi(b"\x80\x80\x80\x60" + NOTE[1:]),
    "huge-time": midi(NOTE + (b"\xff\xff\xff\x7f" + NOTE[1:]) * 2, NOTE + NOTE),
    "hours-long": midi(b"".join(b"\x9f\x00" + NOTE[1:] for _ in range(9)), division=b"\x00\x01"),
    "cut-in-a-note": midi(NOTE + NOTE)[:-10],
    "cut-before-a-note": midi(NOTE)[:-10],
    "cut-in-the-header": midi(NOTE)[:12],
    "cut-behind-the-header": midi(NOTE)[:14],
    "no-end-of-track": midi()[:11] + b"\x01\x00\x60" + chunk(NOTE, end=b""),
    "garbage-behind": midi(NOTE) + b"\x00\x01garbage" * 9,
    "two-files-in-one": midi(NOTE) + midi(NOTE + NOTE),
    "header-counts-wrong": midi(NOTE, NOTE, count=9),
    "header-too-long": b"MThd\x00\x00\x00\x08" + midi(NOTE)[8:14] + b"\x00\x00" + chunk(NOTE),
    "track-length-wrong": midi()[:11] + b"\x02\x00\x60MTrk\x00\x00\x00\x05" + NOTE + END
                          + chunk(NOTE),
    "foreign-chunk": midi()[:11] + b"\x01\x00\x60XFIH\x00\x00\x00\x02ab" + chunk(NOTE),
    "data-without-status": midi(NOTE + b"\x00\xff\x01\x7f", b"\x00\x3c\x50", NOTE),
    "rmi": b"RIFF" + (12 + len(midi(NOTE))).to_bytes(4, "little") + b"RMIDdata"
           + len(midi(NOTE)).to_bytes(4, "little") + midi(NOTE),
    "blank-lines-before": b"\r\n\r\n" + midi(NOTE),
    "no-notes-only-tempo": midi(meta(0x51, b"\x07\xa1\x20")),
    "no-notes-only-text": midi(meta(1, b"Nothing to hear")),
    "no-notes-only-settings": midi(b"\x00\xc0\x10"),
    "no-notes-at-all": midi(b""),
    "no-tracks": midi(),
    "empty": b"",
}  # fmt: skip
