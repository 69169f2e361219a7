"""Write a `Score` as a type 1 Standard MIDI File."""

from collections.abc import Iterable

from backend.music.score import Score, Track

# A stable order inside one tick: meta and controls first, note-offs before note-ons.
_SETUP, _OFF, _ON, _END = range(4)
Event = tuple[int, int, bytes]


def write(score: Score) -> bytes:
    """The bytes of a type 1 file; the same score always gives the same bytes."""
    chunks = [_chunk(_conductor(score))]
    channels = [c for c in range(16) if c != 9]
    pitched = 0
    for track in score.tracks:
        channel = 9
        if not track.is_drum:
            channel = channels[pitched % 15]
            pitched += 1
        chunks.append(_chunk(_events(track, channel)))
    head = b"MThd" + (6).to_bytes(4, "big") + (1).to_bytes(2, "big")
    head += len(chunks).to_bytes(2, "big") + score.ticks_per_quarter.to_bytes(2, "big")
    return head + b"".join(chunks)


def _conductor(score: Score) -> list[Event]:
    events = [(0, _SETUP, _meta(3, score.title.encode()))] if score.title else []
    for tick, bpm in score.tempos.tolist():
        events.append((tick, _SETUP, _meta(0x51, min(round(60e6 / bpm), 0xFFFFFF).to_bytes(3))))
    for tick, numerator, denominator in score.metres.tolist():
        power = int(denominator).bit_length() - 1
        events.append((tick, _SETUP, _meta(0x58, bytes((numerator, power, 24, 8)))))
    for tick, tonic, minor in score.keys.tolist():
        sharps = (7 * ((tonic + 3) % 12 if minor else tonic)) % 12
        sharps -= 12 if sharps > 6 else 0
        events.append((tick, _SETUP, _meta(0x59, bytes((sharps & 0xFF, minor)))))
    events += [(tick, _SETUP, _meta(6, text.encode())) for tick, text in score.markers]
    events += [(tick, _SETUP, _meta(5, text.encode())) for tick, text in score.lyrics]
    return events


def _events(track: Track, channel: int) -> list[Event]:
    events = [(0, _SETUP, _meta(3, track.name.encode()))] if track.name else []
    events.append((0, _SETUP, bytes((0xC0 | channel, track.program))))
    for tick, number, value in track.controls.tolist():
        events.append((tick, _SETUP, bytes((0xB0 | channel, number, value))))
    for tick, value in track.bends.tolist():
        raw = min(max(value + 8192, 0), 16383)
        events.append((tick, _SETUP, bytes((0xE0 | channel, raw & 127, raw >> 7))))
    for onset, duration, pitch, velocity in track.notes.tolist():
        events.append((onset, _ON, bytes((0x90 | channel, pitch, velocity))))
        events.append((onset + duration, _OFF, bytes((0x80 | channel, pitch, 64))))
    return events


def _chunk(events: Iterable[Event]) -> bytes:
    body = bytearray()
    now = 0
    for tick, _, message in sorted(events, key=lambda event: event[:2]):
        body += _length(tick - now) + message
        now = tick
    body += _length(0) + _meta(0x2F, b"")
    return b"MTrk" + len(body).to_bytes(4, "big") + bytes(body)


def _meta(kind: int, payload: bytes) -> bytes:
    return bytes((0xFF, kind)) + _length(len(payload)) + payload


def _length(value: int) -> bytes:
    out = [value & 127]
    while value := value >> 7:
        out.append(value & 127 | 128)
    return bytes(reversed(out))
