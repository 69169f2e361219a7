from pathlib import Path

import numpy as np
import pytest

from backend.music.midi import read
from tests.music.midi.cases import CASES, NOTE, meta, midi

C4 = (0, 96, 60, 80)

NOTES = {
    "plain": [[C4]],
    "type-0": [[C4], [(96, 96, 60, 80)]],
    "type-2-one-song": [[C4]],
    "running-status": [[(0, 48, 60, 80), (48, 48, 64, 81)]],
    "running-status-over-a-meta": [[(0, 32, 60, 80)]],
    "zero-length-note": [[(0, 1, 60, 80)]],
    "overlapping-notes": [[(0, 32, 60, 80), (16, 32, 60, 81)]],
    "touching-notes": [[(0, 16, 60, 80), (16, 16, 60, 81)]],
    "doubled-notes": [[(0, 32, 60, 96)]],
    "note-off-too-many": [[C4, (96, 96, 60, 80)]],
    # Struck again: ends there. Never again: a bar of 4/4, which is 384 ticks.
    "notes-never-ended": [[(0, 48, 60, 80), (48, 384, 60, 81), (96, 384, 64, 82)]],
    "ends-in-another-track": [[(0, 8, 60, 80), (16, 8, 64, 80)]],
    "pressure": [[(0, 48, 60, 80)]],
    "system-exclusive": [[C4]],
    "escape": [[C4, (96, 96, 60, 80)]],
    "data-above-127": [[(0, 96, 60, 127)]],
    "long-delta": [[(96, 96, 60, 80)]],
    "huge-time": [[C4], [C4, (96, 96, 60, 80)]],
    "cut-in-a-note": [[C4]],
    "no-end-of-track": [[C4]],
    "garbage-behind": [[C4]],
    "two-files-in-one": [[C4]],
    "header-counts-wrong": [[C4], [C4]],
    "header-too-long": [[C4]],
    "track-length-wrong": [[C4], [C4]],
    "foreign-chunk": [[C4]],
    "data-without-status": [[C4], [C4]],
    "rmi": [[C4]],
    "blank-lines-before": [[C4]],
}


@pytest.mark.parametrize("name", NOTES)
def test_notes_are_those_that_the_file_means(name: str) -> None:
    score = read(CASES[name])
    assert score.ticks_per_quarter == 96
    assert [track.notes.tolist() for track in score.tracks] == NOTES[name]


def test_every_case_lies_in_the_data_folder_with_the_same_bytes() -> None:
    folder = Path(__file__).parents[2] / "data" / "midi"
    assert {path.stem: path.read_bytes() for path in folder.glob("*.mid")} == CASES


def test_smpte_time_keeps_its_seconds() -> None:
    score = read(CASES["smpte-25-frames-of-40-ticks"])
    # 1,000 ticks at 25 frames of 40 ticks are one second.
    (note,) = score.tracks[0].notes.tolist()
    assert note[1] / score.ticks_per_quarter * 60 / score.bpm == pytest.approx(1.0)


def test_smpte_time_with_dropped_frames_and_odd_ticks() -> None:
    dropped = read(midi(NOTE, division=b"\xe3\x28"))
    assert dropped.ticks_per_quarter / 60 * dropped.bpm == pytest.approx(30_000 / 1001 * 40)
    odd = read(midi(NOTE, division=b"\xe7\x05"))
    assert odd.ticks_per_quarter / 60 * odd.bpm == pytest.approx(125)


def test_smpte_time_ignores_tempo_marks() -> None:
    data = midi(meta(0x51, b"\x03\xd0\x90") + NOTE, division=b"\xe7\x28")
    assert read(data).tempos.tolist() == [(0, 120.0)]


def test_tempo_map_leaves_out_a_tempo_of_zero() -> None:
    assert read(CASES["tempo-map"]).tempos.tolist() == [(0, 120.0), (112, 240.0)]


@pytest.mark.parametrize(
    ("name", "metres"),
    [
        ("plain", [(0, 3, 4)]),
        ("no-metre", []),
        ("late-metre", [(192, 3, 4)]),
        ("metre-of-0", [(96, 7, 8)]),
        ("metre-of-1024ths", []),
        # Repeated on a bar line it says nothing; in mid-bar it starts the count anew.
        ("metre-repeated", [(0, 4, 4), (480, 4, 4)]),
    ],
)
def test_metres_that_make_sense(name: str, metres: list[tuple[int, int, int]]) -> None:
    assert read(CASES[name]).metres.tolist() == metres


def test_thousands_of_metres_are_none() -> None:
    from tests.music.midi.cases import metre

    marks = b"".join(metre(3 + i % 2, 2, b"\x60") for i in range(2_100))
    assert not len(read(midi(marks, NOTE)).metres)
    assert len(read(midi(marks[: len(marks) // 3], NOTE)).metres) == 700


@pytest.mark.parametrize(
    ("sharps", "minor", "tonic"),
    [(0, 0, 0), (0, 1, 9), (2, 0, 2), (-3, 0, 3), (-3, 1, 0), (7, 0, 1), (-7, 0, 11)],
)
def test_keys(sharps: int, minor: int, tonic: int) -> None:
    score = read(midi(meta(0x59, bytes((sharps & 0xFF, minor))), NOTE))
    assert score.keys.tolist() == [(0, tonic, bool(minor))]


def test_a_key_of_nine_sharps_is_none() -> None:
    assert not len(read(midi(meta(0x59, b"\x09\x00"), NOTE)).keys)


def test_drums_are_on_channel_ten() -> None:
    (drums,) = read(CASES["drums"]).tracks
    assert (drums.is_drum, drums.program) == (True, 8)


def test_channels_of_one_track_become_tracks() -> None:
    tracks = read(CASES["two-channels-in-one-track"]).tracks
    assert [(t.program, t.notes["pitch"].tolist()) for t in tracks] == [(1, [60]), (2, [64])]


def test_a_note_has_the_program_it_began_with() -> None:
    first, second = read(CASES["program-changes-under-a-note"]).tracks
    assert (first.program, first.notes.tolist()) == (1, [(0, 32, 60, 80)])
    assert (second.program, second.notes.tolist()) == (2, [(32, 16, 62, 80)])
    # What was set before holds on; what comes later is only for who plays then.
    assert first.controls.tolist() == [(0, 7, 80)]
    assert second.controls.tolist() == [(0, 7, 80), (32, 10, 32)]


def test_a_set_up_track_is_heard_in_the_track_that_plays() -> None:
    (track,) = read(CASES["set-up-in-another-track"]).tracks
    assert track.program == 40
    assert track.controls.tolist() == [(0, 7, 80)]
    assert track.bends.tolist() == [(0, 2048)]


def test_a_set_up_of_another_port_is_not_heard() -> None:
    (track,) = read(midi(meta(0x21, b"\x01") + b"\x00\xc0\x28", NOTE)).tracks
    assert track.program == 0


def test_controls_and_bends() -> None:
    (track,) = read(CASES["controls-and-bends"]).tracks
    assert track.controls.tolist() == [(0, 64, 127), (112, 64, 0)]
    assert track.bends.tolist() == [(0, -8192), (16, 8191)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("name-in-japanese", "ピアノの歌"),
        ("name-in-western", "Flöte"),
        ("name-in-utf-8", "Flöte ♪"),
    ],
)
def test_names_in_old_encodings(name: str, expected: str) -> None:
    assert read(CASES[name]).tracks[0].name == expected


def test_lyrics_in_cyrillic() -> None:
    assert read(CASES["lyrics-in-cyrillic"]).lyrics == ((0, "Если "), (96, "любовь"))


def test_karaoke_gives_title_and_lines() -> None:
    score = read(CASES["karaoke"])
    assert score.title == "The Title"
    assert score.lyrics == ((0, "\n\nHel"), (48, "lo "), (96, "\nworld"))


def test_text_that_is_not_karaoke_is_no_lyrics() -> None:
    assert read(midi(meta(1, b"words", b"\x10"), NOTE)).lyrics == ()


def test_markers_are_in_time_order() -> None:
    late, early = meta(6, b"B", b"\x60"), meta(6, b"A", b"\x20")
    assert read(midi(late, early, NOTE)).markers == ((32, "A"), (96, "B"))


def test_the_title_is_the_first_name_unless_that_track_plays() -> None:
    assert read(CASES["plain"]).title == "A song"
    named = read(midi(meta(3, b"Piano") + NOTE, meta(3, b"Bass") + NOTE))
    assert named.title == ""
    assert [track.name for track in named.tracks] == ["Piano", "Bass"]


def test_chords_are_in_order_of_pitch() -> None:
    chord = b"".join(b"\x00\x90" + bytes((pitch, 80)) for pitch in (67, 60, 64))
    ends = b"".join(b"\x10\x80" + bytes((pitch, 0)) for pitch in (67, 60, 64))
    assert read(midi(chord + ends)).tracks[0].notes["pitch"].tolist() == [60, 64, 67]


def test_a_performance_with_a_tempo_at_every_beat() -> None:
    tempos = b"".join(meta(0x51, (500_000 + i).to_bytes(3, "big"), b"\x60") for i in range(500))
    read_back = read(midi(tempos + meta(6, b"end"), NOTE))
    assert read_back.tempos["tick"].tolist() == [96 * (i + 1) for i in range(500)]
    np.testing.assert_allclose(read_back.tempos["bpm"], 60e6 / (500_000 + np.arange(500)))
    assert read_back.markers == ((96 * 500, "end"),)
