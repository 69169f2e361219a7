"""Files to upload: a good tune, and one of every bad kind."""

import io
from pathlib import Path

import mido


def _bytes(midi: mido.MidiFile) -> bytes:
    out = io.BytesIO()
    midi.save(file=out)
    return out.getvalue()


def written(folder: Path, name: str, data: bytes) -> Path:
    """The data as a file of that name."""
    path = folder / name
    path.write_bytes(data)
    return path


def _track(pitches: list[int], channel: int = 0, length: int = 96) -> mido.MidiTrack:
    track = mido.MidiTrack()
    for pitch in pitches:
        track.append(mido.Message("note_on", channel=channel, note=pitch, velocity=80, time=0))
        track.append(mido.Message("note_off", channel=channel, note=pitch, time=length))
    return track


def tune(bars: int = 8) -> bytes:
    """A scale up and down in quarters, at 100, with 96 ticks a quarter."""
    midi = mido.MidiFile(ticks_per_beat=96)
    track = _track([60, 62, 64, 65, 67, 65, 64, 62] * (bars // 2))
    track.insert(0, mido.MetaMessage("set_tempo", tempo=mido.bpm2tempo(100)))
    midi.tracks.append(track)
    return _bytes(midi)


def drums_only() -> bytes:
    """Eight bars of bass drum."""
    midi = mido.MidiFile(ticks_per_beat=96)
    midi.tracks.append(_track([36] * 32, channel=9))
    return _bytes(midi)


def one_note() -> bytes:
    """A single C."""
    midi = mido.MidiFile(ticks_per_beat=96)
    midi.tracks.append(_track([60]))
    return _bytes(midi)


def many_tracks(count: int = 10_000) -> bytes:
    """So many tracks of one note each."""
    midi = mido.MidiFile(ticks_per_beat=96)
    midi.tracks.extend(_track([60 + i % 12]) for i in range(count))
    return _bytes(midi)


PNG = b"\x89PNG\r\n\x1a\n" + bytes(2000)
EMPTY = b""
HUGE = b"MThd" + bytes(50_000_000)

BAD = {
    "empty": ("empty.mid", EMPTY),
    "renamed PNG": ("picture.mid", PNG),
    "text": ("words.mid", b"Not music at all. " * 40),
    "drums only": ("drums.mid", drums_only()),
    "one note": ("one.mid", one_note()),
    "cut off": ("cut.mid", tune()[:24]),
}
