"""OGG files that are the same every time: libvorbis numbers its streams by chance."""

import zlib
from pathlib import Path
from typing import Final

_SERIAL: Final = (1).to_bytes(4, "little")
_HEADER: Final = 27
_REVERSED: Final = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def with_fixed_serial(path: Path) -> None:
    """Number the one stream of the OGG file at `path` 1, page by page, in place."""
    with path.open("r+b") as file:
        while header := file.read(_HEADER):
            start = file.tell() - _HEADER
            sizes = file.read(header[26])
            body = file.read(sum(sizes))
            page = header[:14] + _SERIAL + header[18:22] + b"\0\0\0\0" + header[26:] + sizes + body
            after = file.tell()
            file.seek(start)
            file.write(page[:22] + _checksum(page) + page[26:27])
            file.seek(after)


def _checksum(page: bytes) -> bytes:
    """The CRC of a page, as RFC 3533 has it: that of zlib, but with the bits the other way round.

    zlib begins with and ends by inverting; OGG does neither.
    """
    value = zlib.crc32(page.translate(_REVERSED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{value:032b}"[::-1], 2).to_bytes(4, "little")
