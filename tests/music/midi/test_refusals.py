import random
import time

import pytest

from backend.music.errors import UnreadableMIDIError
from backend.music.midi import MAX_BYTES, MAX_NOTES, MAX_TRACKS, read
from tests.music.midi.cases import CASES, END, NOTE, chunk, meta, midi

REFUSALS = {
    "type-2-two-songs": "type 2 MIDI file: it holds 2 separate patterns",
    "smpte-of-77-frames": "77 frames of 40 ticks a second, which does not exist",
    "division-of-0": "a quarter has 0 ticks",
    "hours-long": r"lasts 5\.1 hours; the limit is 4",
    "cut-before-a-note": "cut short: it ends before its first note",
    "cut-in-the-header": "cut short: it ends within its header",
    "cut-behind-the-header": "no tracks behind it",
    "no-notes-only-tempo": "has no notes, only tempo marks",
    "no-notes-only-text": "has no notes, only text",
    "no-notes-only-settings": "has no notes, only settings of instruments",
    "no-notes-at-all": "its tracks are empty",
    "no-tracks": "no tracks behind it",
    "empty": r"empty \(0 bytes\)",
}


@pytest.mark.parametrize("name", REFUSALS)
def test_what_cannot_be_read_says_why(name: str) -> None:
    with pytest.raises(UnreadableMIDIError, match=REFUSALS[name]) as caught:
        read(CASES[name])
    # Why, and then what to do about it.
    assert str(caught.value).count(". ") + str(caught.value).count(": ") >= 1


@pytest.mark.parametrize(
    ("begins", "looks_like"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "a PNG picture"),
        (b"\xff\xd8\xff\xe0" + bytes(40), "a JPEG picture"),
        (b"GIF89a" + bytes(40), "a GIF picture"),
        (b"ID3\x04" + bytes(40), "an MP3 recording"),
        (b"\xff\xfb\x90\x00" + bytes(40), "an MP3 recording"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt " + bytes(40), "a WAV recording"),
        (b"OggS" + bytes(40), "an Ogg recording"),
        (b"fLaC" + bytes(40), "a FLAC recording"),
        (b"\x00\x00\x00\x20ftypM4A " + bytes(40), "an M4A recording"),
        (b"\x00\x00\x00\x20ftypisom" + bytes(40), "an MP4 film or recording"),
        (b"PK\x03\x04" + bytes(40), "a zip archive"),
        (b"\x1f\x8b\x08" + bytes(40), "a gzip archive"),
        (b"%PDF-1.7" + bytes(40), "a PDF document"),
        (b'<?xml version="1.0"?>\n<score-partwise version="4.0">', "a MusicXML score"),
        (b"<!DOCTYPE html><html>404</html>", "a web page"),
        (b'{"error": "not found"}', "a JSON text"),
        ("Grüß Gott, das ist ein Brief.".encode(), "a text"),
        (b"X:1\nT:Speed the plough\n", "a tune in ABC notation"),
    ],
)
def test_other_files_are_named(begins: bytes, looks_like: str) -> None:
    with pytest.raises(UnreadableMIDIError, match=f"It begins like {looks_like}"):
        read(begins)


def test_a_picture_that_holds_a_midi_header_is_a_picture() -> None:
    with pytest.raises(UnreadableMIDIError, match="a PNG picture"):
        read(b"\x89PNG\r\n\x1a\n" + CASES["plain"])


def test_unknown_bytes_are_not_called_anything() -> None:
    with pytest.raises(UnreadableMIDIError, match="Choose a file that ends in"):
        read(bytes(range(1, 32)) * 9)


def test_too_many_bytes() -> None:
    with pytest.raises(UnreadableMIDIError, match=r"has 10\.1 MiB; the limit is 10 MiB"):
        read(CASES["plain"] + bytes(MAX_BYTES + 100_000))


def test_too_many_tracks() -> None:
    assert len(read(midi(*[NOTE] * MAX_TRACKS)).tracks) == MAX_TRACKS
    with pytest.raises(UnreadableMIDIError, match="257 tracks with notes; the limit is 256"):
        read(midi(*[NOTE] * (MAX_TRACKS + 1)))
    with pytest.raises(UnreadableMIDIError, match="more than 1,024 tracks"):
        read(midi(*[NOTE] * 10_000))


def test_too_many_notes() -> None:
    one = b"\x00\x90\x3c\x50\x00\x3c\x00"
    body = one + b"\x01\x3c\x50\x00\x3c\x00" * (MAX_NOTES - 1)
    assert read(midi(body)).note_count == MAX_NOTES
    with pytest.raises(UnreadableMIDIError, match="200,001 notes; the limit is 200,000"):
        read(midi(body + one))


HOSTILE = {
    "controls without end": midi(b"\x00\xb0\x07\x40" + b"\x00\x07\x40" * 3_000_000),
    "texts without end": midi(b"\x00\xff\x01\x00" * 2_500_000),
    "tempos without end": midi(meta(0x51, b"\x01\x02\x03") * 1_000_000),
    "program changes without end": midi(b"\x00\xc0\x01" * 3_000_000),
    "a number without end": midi(b"\xff" * 10_000_000),
    "clocks without end": midi(b"\x00\xf8" * 5_000_000),
    "tracks within tracks": midi()[:10] + b"\xff\xff\x00\x60" + b"MTrk\xff\xff\xff\xff" * 1_000_000,
    "a track of four gigabytes": midi()[:10] + b"\x00\x01\x00\x60MTrk\xff\xff\xff\xff" + bytes(999),
    "a header of four gigabytes": b"MThd\xff\xff\xff\xff" + CASES["plain"][8:14] + chunk(b""),
    "noise": midi(random.Random(1).randbytes(9_000_000)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_cost_little(name: str) -> None:
    began = time.process_time()
    with pytest.raises(UnreadableMIDIError):
        read(HOSTILE[name])
    assert time.process_time() - began < 5


def test_a_stray_note_days_later_does_not_spoil_the_piece() -> None:
    tempo = meta(0x51, b"\x07\xa1\x20") + meta(6, b"far", b"\xff\xff\xff\x7f")
    data = midi(tempo, NOTE * 9, NOTE + b"\xff\xff\xff\x7f" + NOTE[1:])
    score = read(data)
    assert score.note_count == 10
    assert score.end == 9 * 96
    assert score.markers == ()


def test_a_note_held_for_days_does_not_spoil_the_piece() -> None:
    held = b"\x00\x90\x3c\x50\xff\xff\xff\x7f\x80\x3c\x40"
    assert read(midi(NOTE * 9, held)).end == 9 * 96


def test_an_end_of_track_days_later_is_no_music() -> None:
    data = midi()[:10] + b"\x00\x01\x00\x60" + chunk(NOTE, end=b"\xff\xff\xff\x7f" + END[1:])
    assert read(data).end == 96
