"""Open a MIDI file: check its header and find its track chunks, before anything native sees it."""

from dataclasses import dataclass
from typing import Final

from backend.music.errors import UnreadableMIDIError
from backend.music.midi.limits import MAX_BYTES, MAX_CHUNKS
from backend.music.midi.sniff import looks_like

# Some old programs put a wrapper in front (MacBinary has 128 bytes), some web servers blank lines.
_SEARCH: Final = 4096
# SMPTE frame rates a division may name; 29 stands for 30 with dropped frame numbers.
_FRAMES: Final = {24: 24.0, 25: 25.0, 29: 30_000 / 1001, 30: 30.0}
_AGAIN: Final = "Download or export it again."


@dataclass(frozen=True)
class Container:
    """The track chunks of a file, still as bytes.

    `format` is 0 (one track), 1 (parallel tracks) or 2 (separate songs). `bpm` is set when the
    file counts in SMPTE frames: then time is absolute and its tempo marks mean nothing. `cut` says
    that the file ends before it should.
    """

    format: int
    ticks_per_quarter: int
    chunks: tuple[bytes, ...]
    bpm: float | None = None
    cut: bool = False


def open_container(data: bytes) -> Container:
    """Find header and tracks, unwrapping RMI files and stepping over foreign chunks.

    Raises:
        UnreadableMIDIError: it is not a MIDI file, too big, or so broken that no track is there.
    """
    if not data:
        raise UnreadableMIDIError(f"The file is empty (0 bytes). {_AGAIN}")
    if len(data) > MAX_BYTES:
        raise UnreadableMIDIError(
            f"The file has {len(data) / 2**20:.1f} MiB; the limit is {MAX_BYTES // 2**20} MiB. "
            "A MIDI file of a song has less than one: check that it is the right file."
        )
    data = _from_header(data)
    if len(data) < 14:
        raise UnreadableMIDIError(f"The file is cut short: it ends within its header. {_AGAIN}")
    size = int.from_bytes(data[4:8], "big")
    kind = int.from_bytes(data[8:10], "big")
    ticks, bpm = _division(data[12:14])
    # A length that makes no sense is taken for the only one there is.
    chunks, cut = _chunks(data, 8 + size if 6 <= size <= 256 else 14)
    if not chunks:
        raise UnreadableMIDIError(f"The file has a MIDI header but no tracks behind it. {_AGAIN}")
    return Container(kind if kind <= 2 else 1, ticks, tuple(chunks), bpm, cut)


def _from_header(data: bytes) -> bytes:
    """The bytes from "MThd" on, out of whatever they are wrapped in."""
    if data[:4] == b"MThd":
        return data
    is_rmi = data[:4] == b"RIFF" and data[8:12] == b"RMID"
    found = None if is_rmi else looks_like(data)
    start = -1 if found else data.find(b"MThd", 0, _SEARCH)
    if start < 0:
        hint = f" It begins like {found}." if found else ""
        raise UnreadableMIDIError(
            f"That is not a MIDI file.{hint} Choose a file that ends in .mid, .midi or .kar."
        )
    return data[start:]


def _division(field: bytes) -> tuple[int, float | None]:
    """(ticks a quarter, None), or for SMPTE time ticks of a made-up quarter and its tempo."""
    ticks = int.from_bytes(field, "big")
    if ticks == 0:
        raise UnreadableMIDIError(
            "The header says that a quarter has 0 ticks, so no note has a place in time. "
            "Open the file in a sequencer and export it again."
        )
    if ticks < 0x8000:
        return ticks, None
    frames, per_frame = 256 - field[0], field[1]
    if frames not in _FRAMES or per_frame == 0:
        raise UnreadableMIDIError(
            f"The header counts time in SMPTE frames, but at {frames} frames of {per_frame} ticks "
            "a second, which does not exist. Export the file with ticks per quarter."
        )
    # Half a second makes a quarter at about 120 bpm where the ticks can be halved.
    second = frames * per_frame
    speed = _FRAMES[frames] / frames
    return (second // 2, 120.0 * speed) if second % 2 == 0 else (second, 60.0 * speed)


def _chunks(data: bytes, at: int) -> tuple[list[bytes], bool]:
    """The bodies of all track chunks from `at` on, and whether the last one is cut off."""
    bodies: list[bytes] = []
    cut = False
    while at + 8 <= len(data):
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "big")
        start, stop = at + 8, at + 8 + size
        if name == b"MTrk":
            if stop > len(data) or _is_lost(data, stop):
                # A wrong length: the next track, if there is one, shows where this one ends.
                found = data.find(b"MTrk", start)
                cut = found < 0 and stop > len(data)
                stop = found if found >= 0 else min(stop, len(data))
            bodies.append(data[start:stop])
            if len(bodies) > MAX_CHUNKS:
                raise UnreadableMIDIError(
                    f"The file has more than {MAX_CHUNKS:,} tracks, which is the limit. "
                    "Merge or delete tracks in a sequencer and export it again."
                )
        elif name == b"MThd":
            break  # another file was glued on
        elif not name.isalnum() or stop > len(data):
            # Not a chunk: step to the next track, or end here, because it is a foreign tail.
            found = data.find(b"MTrk", at)
            stop = found if found >= 0 else len(data)
        at = stop
    return bodies, cut


def _is_lost(data: bytes, at: int) -> bool:
    """Whether a chunk that ends at `at` has a wrong length: a track follows, but not there."""
    if at >= len(data) or data[at : at + 4] == b"MTrk" or data[at : at + 4].isalnum():
        return False
    return data.find(b"MTrk", at) >= 0
