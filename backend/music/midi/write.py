"""Write a `Score` as a type 1 Standard MIDI File."""

from typing import Final

import numpy as np

from backend.music.midi import events as ev
from backend.music.midi import varlen
from backend.music.midi.channels import Seat, seats_of
from backend.music.midi.effects import chain_event, master_event
from backend.music.midi.mixing import mixed
from backend.music.score import Key, Score, Track

# (tick, rank, bytes). What stands at one tick comes in order of rank: names and settings, then
# note-offs, so that a note struck again at once is not cut off, then note-ons.
Event = tuple[int, int, bytes]
_SETTING, _OFF, _ON = range(3)

_SLOWEST: Final = 0xFFFFFF  # microseconds a quarter have 24 bits, which is 3.58 bpm
_LONGEST_DELTA: Final = 0xFFFFFFF  # four bytes of seven bits


def write(score: Score) -> bytes:
    """The bytes of the file; the same score always gives the same bytes.

    The first chunk conducts: title, tempos, metres, keys, markers and lyrics. Then comes one chunk
    a track. Words are UTF-8. Reading the bytes gives the same notes, programs and marks again,
    but no roles, and no tracks without notes. A mixer's gain and place become controls 7 and 10;
    tracks that it silenced are left out. Effects are events that only this program reads.

    Raises:
        ValueError: the score holds ticks a quarter, a tempo or a metre that no file can.
    """
    if not 0 < score.ticks_per_quarter < 0x8000:
        raise ValueError(f"{score.ticks_per_quarter} ticks a quarter do not fit; 1 to 32,767 do")
    tracks = [mixed(track) for track in score.tracks if not track.muted]
    chunks = [_chunk(_conductor(score))]
    chunks += [_chunk(_player(t, seat)) for t, seat in zip(tracks, seats_of(tracks), strict=True)]
    numbers = (1, len(chunks), score.ticks_per_quarter)
    return b"".join((b"MThd", _four(6), *(n.to_bytes(2, "big") for n in numbers), *chunks))


def _conductor(score: Score) -> list[Event]:
    events = [(0, _SETTING, _meta(ev.NAME, _words(score.title)))] if score.title else []
    if master := master_event(score):
        events.append((0, _SETTING, _meta(ev.SPECIFIC, master)))
    for tick, bpm in score.tempos.tolist():
        if not bpm > 0:
            raise ValueError(f"{bpm} quarters a minute are not a tempo")
        microseconds = min(max(round(60e6 / bpm), 1), _SLOWEST)
        events.append((tick, _SETTING, _meta(ev.TEMPO, microseconds.to_bytes(3, "big"))))
    for tick, numerator, denominator in score.metres.tolist():
        power = denominator.bit_length() - 1
        if not 0 < numerator < 256 or denominator != 1 << power:
            raise ValueError(f"{numerator}/{denominator} is not a metre that a MIDI file can hold")
        # 24 clocks a quarter, 8 notated 32nds a quarter: what every file says.
        events.append((tick, _SETTING, _meta(ev.METRE, bytes((numerator, power, 24, 8)))))
    for tick, tonic, minor in score.keys.tolist():
        events.append(
            (tick, _SETTING, _meta(ev.KEY, bytes((Key(tonic, minor).fifths & 0xFF, minor))))
        )
    events += [(tick, _SETTING, _meta(ev.MARKER, _words(text))) for tick, text in score.markers]
    events += [(tick, _SETTING, _meta(ev.LYRIC, _words(text))) for tick, text in score.lyrics]
    return events


def _player(track: Track, seat: Seat) -> list[Event]:
    port, channel = seat
    events = [(0, _SETTING, _meta(ev.NAME, _words(track.name)))] if track.name else []
    if chain := chain_event(track):
        events.append((0, _SETTING, _meta(ev.SPECIFIC, chain)))
    if port:
        events.append((0, _SETTING, _meta(ev.PORT, bytes((port & 0x7F,)))))
    events.append((0, _SETTING, bytes((ev.PROGRAM << 4 | channel, track.program))))
    status = ev.CONTROL << 4 | channel
    for tick, number, value in track.controls.tolist():
        events.append((tick, _SETTING, bytes((status, number, value))))
    status = ev.BEND << 4 | channel
    for tick, bend in track.bends.tolist():
        raw = min(max(bend + 8192, 0), 16383)
        events.append((tick, _SETTING, bytes((status, raw & 0x7F, raw >> 7))))
    on, off = ev.NOTE_ON << 4 | channel, ev.NOTE_OFF << 4 | channel
    notes = track.notes[np.lexsort((track.notes["pitch"], track.notes["onset"]))]
    for onset, duration, pitch, velocity in notes.tolist():
        events.append((onset, _ON, bytes((on, pitch, min(max(velocity, 1), 127)))))
        events.append((onset + max(duration, 1), _OFF, bytes((off, pitch, 64))))
    return events


def _chunk(events: list[Event]) -> bytes:
    pieces: list[bytes] = []
    now = 0
    for tick, _, message in sorted(events, key=lambda event: event[:2]):
        while tick - now > _LONGEST_DELTA:
            pieces += (varlen.encode(_LONGEST_DELTA), _meta(ev.TEXT, b""))
            now += _LONGEST_DELTA
        pieces += (varlen.encode(tick - now), message)
        now = tick
    body = b"".join((*pieces, b"\x00", _meta(ev.END, b"")))
    return b"".join((b"MTrk", _four(len(body)), body))


def _four(number: int) -> bytes:
    return number.to_bytes(4, "big")


def _meta(kind: int, payload: bytes) -> bytes:
    return b"".join((bytes((0xFF, kind)), varlen.encode(len(payload)), payload))


def _words(text: str) -> bytes:
    return text.encode("utf-8", "replace")
