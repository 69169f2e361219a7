"""Which kinds of recording are taken: told by their first bytes, and looked at before opening."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from backend.music.errors import UnreadableAudioError

# More packets than ten minutes have at the highest rate; tables beyond that would fill the memory.
MOST_PACKETS: Final = 500_000
_NESTED: Final = frozenset((
    b"moov", b"trak", b"mdia", b"minf", b"stbl", b"moof", b"traf",
))  # fmt: skip
_COUNTED: Final = {
    b"stts": 4, b"ctts": 4, b"stsc": 4, b"stsz": 8, b"stco": 4, b"co64": 4, b"trun": 4,
}  # fmt: skip
WHOLE: Final = 0.9  # of the sound that a header promises has to be there
_UNKNOWN: Final = 0x7FFF_0000  # bytes from which a WAV header means that it does not know
_HEAD: Final = 64  # bytes that tell a kind
_CHANNELS: Final = 8
_RATES: Final = (4_000, 400_000)  # Hz


@dataclass(frozen=True)
class Container:
    """A kind of file: its ending, its name for people, FFmpeg's reader, and its media type."""

    ending: str
    title: str
    reader: str
    mimetype: str


CONTAINERS: Final = {
    c.ending: c
    for c in (
        Container("wav", "WAV", "wav", "audio/wav"),
        Container("mp3", "MP3", "mp3", "audio/mpeg"),
        Container("ogg", "OGG", "ogg", "audio/ogg"),
        Container("flac", "FLAC", "flac", "audio/flac"),
        Container("m4a", "M4A", "mov", "audio/mp4"),
    )
}
TAKEN: Final = "Bring a WAV, MP3, OGG, FLAC or M4A file."


def container_of(head: bytes) -> Container | None:
    """The kind of recording that begins with `head`; None if it is none of ours.

    The kind is told by ourselves, so that no other of FFmpeg's hundreds of readers is ever asked:
    some of them open addresses that stand in a file.
    """
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return CONTAINERS["wav"]
    if head[4:8] == b"ftyp":
        return CONTAINERS["m4a"]
    for magic, ending in ((b"OggS", "ogg"), (b"fLaC", "flac"), (b"ID3", "mp3")):
        if head.startswith(magic):
            return CONTAINERS[ending]
    # A frame of layer III; layer bits 00 would be AAC without a container.
    if len(head) > 2 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2:
        return CONTAINERS["mp3"]
    return None


def checked(path: Path) -> Container:
    """The kind of a file.

    Raises:
        UnreadableAudioError: it is empty, no recording of ours, or its tables are absurd.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
        if not head:
            raise UnreadableAudioError(f"This file is empty. {TAKEN}")
        kind = container_of(head)
        if kind is None:
            raise UnreadableAudioError(f"This file is not a recording that we can read. {TAKEN}")
        if kind.ending == "m4a":
            _check_tables(file, path.stat().st_size)
        if kind.ending == "wav":
            _check_chunks(file, path.stat().st_size)
    return kind


def hold(channels: int, rate: int) -> None:
    """Refuse what no recording of music claims.

    Args:
        channels: as the file says.
        rate: in Hz.

    Raises:
        UnreadableAudioError: there are too many of either, or none.
    """
    if not channels or not rate:
        raise UnreadableAudioError(f"This file is not a recording that we can read. {TAKEN}")
    if not (1 <= channels <= _CHANNELS and _RATES[0] <= rate <= _RATES[1]):
        raise UnreadableAudioError(
            f"This file claims {channels:,} channels at {rate:,} Hz. "
            f"Bring one of 1 to {_CHANNELS} channels at 8,000 to 192,000 Hz."
        )


def _check_chunks(file: BinaryIO, size: int) -> None:
    """FFmpeg forgets how many channels a WAV file claims, and takes what is there; we say it."""
    start = 12
    while start + 8 <= size:
        file.seek(start)
        head = file.read(16)
        length = int.from_bytes(head[4:8], "little")
        if head[:4] == b"fmt " and len(head) == 16:
            hold(int.from_bytes(head[10:12], "little"), int.from_bytes(head[12:], "little"))
        if head[:4] == b"data":
            there = size - start - 8
            if length < _UNKNOWN and there < WHOLE * length:
                raise UnreadableAudioError(
                    f"This file breaks off: it says {length:,} bytes of sound and has {there:,}. "
                    "Upload it again, or save it anew."
                )
            return
        start += 8 + length + length % 2


def _check_tables(file: BinaryIO, size: int) -> None:
    """Tables of an MP4 file may claim billions of rows in a few bytes; those are never opened."""
    for count in _counts(file, 0, size, 0):
        if count > MOST_PACKETS:
            raise UnreadableAudioError(
                f"This file claims to have {count:,} packets of sound. Save the recording anew."
            )


def _counts(file: BinaryIO, start: int, stop: int, depth: int) -> Iterator[int]:
    """The numbers of rows that the tables between two places claim."""
    while start + 8 <= stop and depth < 8:
        file.seek(start)
        head = file.read(24)
        length, kind, body = int.from_bytes(head[:4], "big"), head[4:8], 8
        if length == 1:
            length, body = int.from_bytes(head[8:16], "big"), 16
        if length == 0:
            length = stop - start
        if length < body:
            return
        end = min(start + length, stop)
        if kind in _NESTED:
            yield from _counts(file, start + body, end, depth + 1)
        elif kind in _COUNTED:
            at = body + _COUNTED[kind]
            yield int.from_bytes(head[at : at + 4], "big")
        start += length
