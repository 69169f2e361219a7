"""Every kind of export, of a song of each genre, opened by readers that we did not write."""

import io
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

import av
import mido
import music21
import numpy as np
import pretty_midi
import pytest
import soundfile
from PIL import Image
from pypdf import PdfReader

from backend import paths
from backend.music import midi
from backend.music.audio.formats import FORMATS
from backend.music.score import Key, Score, bars_of
from backend.services.exports.kinds import KINDS
from backend.services.exports.material import Material

SONGS = sorted(paths.DEMOS.glob("*-1.mid"))
BARS = 2  # of each song: what is opened is the file, not the music
each_genre = pytest.mark.parametrize("path", SONGS, ids=lambda path: path.stem)


def beginning(path: Path) -> Score:
    """The first bars of a song."""
    score = midi.read(path.read_bytes())
    end = int(bars_of(score).rows["start"][BARS])
    cut = []
    for track in score.tracks:
        notes = track.notes[track.notes["onset"] < end].copy()
        notes["duration"] = np.minimum(notes["duration"], end - notes["onset"])
        controls = track.controls[track.controls["tick"] < end]
        cut.append(replace(track, notes=notes, controls=controls))
    return replace(score, tracks=tuple(track for track in cut if len(track.notes)))


def made(kind: str, score: Score, folder: Path) -> Path:
    """What a worker makes of a score."""
    tags = {"artist": "Mo", "genre": "Jazz"}
    material = Material(
        score, "Härbour & <lights>", tags, None, None, None, folder, lambda _: None, lambda: False
    )
    path = folder / f"out.{KINDS[kind].ending}"
    KINDS[kind].make(material, path)
    return path


def test_there_is_a_song_of_each_genre() -> None:
    assert len(SONGS) == 12


@each_genre
def test_mido_and_pretty_midi_read_the_midi_file(path: Path) -> None:
    score = replace(midi.read(path.read_bytes()), markers=((0, "A"), (7680, "B")), title="Título")
    data = midi.write(score)
    file = mido.MidiFile(file=io.BytesIO(data), charset="utf-8")
    assert file.type == 1
    conductor, *players = file.tracks
    told = {kind: [m for m in conductor if m.type == kind] for kind in
            ("set_tempo", "key_signature", "time_signature", "marker", "track_name")}  # fmt: skip
    assert [mido.tempo2bpm(m.tempo) for m in told["set_tempo"]] == pytest.approx(
        score.tempos["bpm"].tolist(), rel=1e-4
    )
    tonic, minor = score.keys[["tonic", "minor"]].tolist()[0]
    assert len(told["key_signature"]) == len(score.keys)
    (named, *_), (metre, *_) = told["key_signature"], told["time_signature"]
    mode = "minor" if named.key.endswith("m") else "major"
    theirs = music21.key.Key(named.key.rstrip("m").replace("b", "-"), mode)
    assert (theirs.sharps, mode == "minor") == (Key(tonic, minor).fifths, bool(minor))
    first = score.metres[["numerator", "denominator"]].tolist()[0]
    assert (metre.numerator, metre.denominator) == first
    assert [m.text for m in told["marker"]] == ["A", "B"]
    assert [m.name for m in told["track_name"]] == ["Título"]
    assert [t.name for t in players] == [t.name for t in score.tracks]
    heard = pretty_midi.PrettyMIDI(io.BytesIO(data))
    ours = Counter((t.program, t.is_drum, len(t.notes)) for t in score.tracks)
    found = Counter((i.program, i.is_drum, len(i.notes)) for i in heard.instruments)
    assert found == ours


@each_genre
def test_music21_reads_the_score_and_the_lead_sheet(path: Path, tmp_path: Path) -> None:
    score = beginning(path)
    for kind in ("musicxml", "lead"):
        read = music21.converter.parseData(made(kind, score, tmp_path).read_bytes())
        assert read.metadata.title == "Härbour & <lights>"
        assert read.metadata.composer == "Mo"
        for part in read.parts:
            bars = list(part.getElementsByClass(music21.stream.Measure))
            assert len(bars) == BARS
            for bar in bars:
                full = bar.barDuration.quarterLength
                for voice in bar.voices or [bar]:  # none is empty, and each fills its bar
                    assert float(voice.duration.quarterLength) == pytest.approx(float(full))
        parts = 1 if kind == "lead" else len(score.tracks)
        names = {part.partName for part in read.parts}
        assert len(names) <= parts <= len(read.parts)  # a piano has two staves


@each_genre
def test_pypdf_and_pillow_read_what_is_looked_at(path: Path, tmp_path: Path) -> None:
    score = beginning(path)
    reader = PdfReader(made("lead-pdf", score, tmp_path))
    assert len(reader.pages) == 1
    assert reader.metadata is not None
    assert reader.metadata.title == "Härbour & <lights>"
    with Image.open(made("png", score, tmp_path)) as picture:
        assert len(picture.convert("RGB").getcolors(1 << 24) or []) > 20
    with zipfile.ZipFile(made("svg", score, tmp_path)) as archive:
        assert archive.testzip() is None
        assert b"<svg" in archive.read("page 01.svg")[:200]


@pytest.mark.parametrize(
    ("path", "name"),
    [(path, list(FORMATS)[number % len(FORMATS)]) for number, path in enumerate(SONGS)],
    ids=lambda one: one if isinstance(one, str) else one.stem,
)
def test_soundfile_and_pyav_read_what_is_heard(path: Path, name: str, tmp_path: Path) -> None:
    score = beginning(path)
    file = made(name, score, tmp_path)
    sound, rate = soundfile.read(file)
    bars = bars_of(score).rows
    ticks = int(bars["start"][BARS - 1] + bars["length"][BARS - 1])
    least = ticks / score.ticks_per_quarter * 60 / float(score.tempos["bpm"].max()) / 2
    assert least < len(sound) / rate < 60
    assert 0.01 < np.abs(sound).max() < 1.0
    with av.open(str(file)) as container:
        (stream,) = container.streams.audio
        assert (stream.rate, stream.channels) == (rate, 2)
        tags = {k.lower(): v for k, v in {**container.metadata, **stream.metadata}.items()}
        assert (tags["title"], tags["artist"]) == ("Härbour & <lights>", "Mo")
        pictures = [(v.width, v.height) for v in container.streams.video]
        assert pictures == ([(800, 800)] if FORMATS[name].covers else [])


def test_soundfile_reads_every_stem(tmp_path: Path) -> None:
    score = beginning(SONGS[0])
    with zipfile.ZipFile(made("stems", score, tmp_path)) as archive:
        assert len(archive.namelist()) == len(score.tracks)
        for name in archive.namelist():
            sound, _ = soundfile.read(io.BytesIO(archive.read(name)))
            assert np.abs(sound).max() > 1e-4
