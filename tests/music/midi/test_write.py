import io
from itertools import pairwise
from pathlib import Path

import mido
import music21
import numpy as np
import pretty_midi
import pytest

from backend.music.midi import read, write
from backend.music.score import (
    BEND,
    CONTROL,
    KEY_CHANGE,
    METRE,
    NOTE,
    TEMPO,
    Key,
    Role,
    Score,
    Track,
)


def track(
    *notes: tuple[int, int, int, int], program: int = 0, is_drum: bool = False, name: str = ""
) -> Track:
    return Track(np.array(list(notes) or [(0, 480, 60, 80)], NOTE), program, is_drum, name)


def song() -> Score:
    """A bit of everything that a score can hold."""
    lead = Track(
        np.array([(0, 480, 72, 90), (480, 480, 72, 91), (960, 960, 76, 92)], NOTE),
        program=73,
        name="Flöte ♪",
        role=Role.MELODY,
        controls=np.array([(0, 7, 100), (0, 10, 30), (480, 64, 127)], CONTROL),
        bends=np.array([(240, -8192), (300, 0), (310, 8191)], BEND),
    )
    kit = track((0, 10, 36, 100), (480, 10, 38, 90), program=16, is_drum=True, name="Kit")
    return Score(
        480,
        (lead, kit),
        tempos=np.array([(0, 97.3), (960, 180.0)], TEMPO),
        metres=np.array([(0, 3, 4), (1440, 7, 8)], METRE),
        keys=np.array([(0, 3, True), (1440, 6, False)], KEY_CHANGE),
        markers=((0, "verse"), (1440, "Strophe ß")),
        lyrics=((0, "Hel"), (480, "lo "), (960, "\nworld")),
        title="Ein Stück",
    )


def opened(score: Score) -> mido.MidiFile:
    return mido.MidiFile(file=io.BytesIO(write(score)))


def test_reading_gives_back_everything() -> None:
    score, again = song(), read(write(song()))
    for before, after in zip(score.tracks, again.tracks, strict=True):
        assert before.notes.tolist() == after.notes.tolist()
        assert before.controls.tolist() == after.controls.tolist()
        assert before.bends.tolist() == after.bends.tolist()
        assert (before.program, before.is_drum) == (after.program, after.is_drum)
        assert before.name == after.name
    np.testing.assert_allclose(again.tempos["bpm"], score.tempos["bpm"], rtol=1e-5)
    assert again.tempos["tick"].tolist() == [0, 960]
    assert again.metres.tolist() == score.metres.tolist()
    assert again.keys.tolist() == score.keys.tolist()
    assert again.markers == score.markers
    assert again.lyrics == score.lyrics
    assert again.title == score.title


def test_the_same_score_gives_the_same_bytes() -> None:
    assert write(song()) == write(song())


def test_a_note_struck_again_ends_before_it_begins() -> None:
    messages = [m for m in opened(song()).tracks[1] if m.type in {"note_on", "note_off"}]
    assert [m.type for m in messages[:4]] == ["note_on", "note_off", "note_on", "note_off"]


def test_pitched_tracks_have_a_channel_each_and_drums_have_the_tenth() -> None:
    score = Score(480, (*(track(program=i) for i in range(15)), track(is_drum=True)))
    channels = [next(m.channel for m in t if m.type == "note_on") for t in opened(score).tracks[1:]]
    assert channels == [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15, 9]


def test_tracks_of_one_program_share_a_channel_when_there_are_too_many() -> None:
    score = Score(480, tuple(track(program=i % 5) for i in range(20)))
    file = opened(score)
    channels = [next(m.channel for m in t if m.type == "note_on") for t in file.tracks[1:]]
    assert channels == [0, 1, 2, 3, 4] * 4
    assert not any(m.type == "midi_port" for t in file.tracks for m in t)
    assert [t.program for t in read(write(score)).tracks] == [i % 5 for i in range(20)]


def test_tracks_that_bend_apart_share_no_channel() -> None:
    bend = np.array([(10, 100)], BEND)
    bent = Track(track().notes, 0, bends=bend)
    score = Score(480, (bent, *(track() for _ in range(15))))
    channels = [next(m.channel for m in t if m.type == "note_on") for t in opened(score).tracks[1:]]
    assert channels == [0] + [1] * 15


def test_more_programs_than_channels_go_to_the_next_port() -> None:
    score = Score(480, tuple(track(program=i) for i in range(40)))
    seats = []
    for chunk in opened(score).tracks[1:]:
        port = next((m.port for m in chunk if m.type == "midi_port"), 0)
        seats.append((port, next(m.channel for m in chunk if m.type == "program_change")))
    assert len(set(seats)) == 40
    assert {port for port, _ in seats} == {0, 1, 2}
    assert [t.program for t in read(write(score)).tracks] == list(range(40))


def test_a_second_drum_kit_goes_to_the_next_port() -> None:
    kits = (track(is_drum=True), track(is_drum=True, program=40), track(is_drum=True))
    ports = [
        next((m.port for m in chunk if m.type == "midi_port"), 0)
        for chunk in opened(Score(480, kits)).tracks[1:]
    ]
    assert ports == [0, 1, 0]
    assert [(t.is_drum, t.program) for t in read(write(Score(480, kits))).tracks] == [
        (True, 0), (True, 40), (True, 0)
    ]  # fmt: skip


def test_key_signatures_are_spelt_as_keys_are() -> None:
    for tonic in range(12):
        for minor in (False, True):
            score = Score(480, (track(),), keys=np.array([(0, tonic, minor)], KEY_CHANGE))
            (written,) = [m.key for m in opened(score).tracks[0] if m.type == "key_signature"]
            assert Key.parse(written) == Key(tonic, minor)
            name = str(Key(tonic, minor)).split()[0]
            assert written.removesuffix("m") == name


def test_a_pause_longer_than_a_number_of_the_file() -> None:
    score = Score(32_000, (track((0, 10, 60, 80), (300_000_000, 10, 62, 80)),))
    assert read(write(score)).tracks[0].notes.tolist() == score.tracks[0].notes.tolist()


def test_the_slowest_and_the_fastest_tempo() -> None:
    score = Score(480, (track(),), tempos=np.array([(0, 1.0), (10, 1e9)], TEMPO))
    assert read(write(score)).tempos["bpm"].tolist() == [60e6 / 0xFFFFFF, 60e6]


@pytest.mark.parametrize("ticks", [0, -1, 0x8000])
def test_ticks_that_no_header_holds(ticks: int) -> None:
    with pytest.raises(ValueError, match="ticks a quarter do not fit"):
        write(Score(ticks, (track(),)))


@pytest.mark.parametrize("metre", [(0, 4), (4, 6), (300, 4)])
def test_a_metre_that_no_file_holds(metre: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="is not a metre"):
        write(Score(480, (track(),), metres=np.array([(0, *metre)], METRE)))


@pytest.mark.parametrize("bpm", [0.0, -1.0, float("nan")])
def test_a_tempo_that_is_none(bpm: float) -> None:
    with pytest.raises(ValueError, match="are not a tempo"):
        write(Score(480, (track(),), tempos=np.array([(0, bpm)], TEMPO)))


def test_a_track_without_notes_is_written_and_read_past() -> None:
    empty = Track(np.zeros(0, NOTE), 5, name="silent")
    assert [t.name for t in read(write(Score(480, (empty, track(name="loud"))))).tracks] == ["loud"]


def test_mido_reads_what_is_written() -> None:
    file = opened(song())
    assert (file.type, file.ticks_per_beat, len(file.tracks)) == (1, 480, 3)
    kinds = [m.type for m in file.tracks[0]]
    for kind in ("track_name", "set_tempo", "time_signature", "key_signature", "marker", "lyrics"):
        assert kind in kinds
    assert all(t[-1].type == "end_of_track" for t in file.tracks)


def test_pretty_midi_reads_what_is_written() -> None:
    read_back = pretty_midi.PrettyMIDI(io.BytesIO(write(song())))
    lead, kit = read_back.instruments
    assert (lead.program, lead.is_drum, kit.is_drum) == (73, False, True)
    assert [n.pitch for n in lead.notes] == [72, 72, 76]
    assert [b.pitch for b in lead.pitch_bends] == [-8192, 0, 8191]
    assert [len(i.notes) for i in read_back.instruments] == [3, 2]
    assert all(a.end <= b.start for a, b in pairwise(lead.notes))
    assert [(s.numerator, s.denominator) for s in read_back.time_signature_changes] == [
        (3, 4), (7, 8)
    ]  # fmt: skip


def test_music21_reads_what_is_written(tmp_path: Path) -> None:
    path = tmp_path / "song.mid"
    path.write_bytes(write(song()))
    parts = music21.converter.parse(path, forceSource=True).stripTies().parts
    assert [n.pitch.midi for n in parts[0].recurse().notes if n.isNote] == [72, 72, 76]
