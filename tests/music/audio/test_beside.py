"""A recording beside its players: at its place, as high and as loud as its strip says."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from backend.music import editing
from backend.music.audio.beside import Heard, RecordingStrip, place_of
from backend.music.audio.rendering import rendered
from backend.music.audio.soundfonts import soundfont
from backend.music.audio.stretching import Stretched
from backend.music.audio.tape import Tape
from backend.music.score import Score
from backend.music.score.recording import Beside
from tests.music.audio.conftest import RATE, Sound, tone


def frequency(sound: Sound) -> float:
    """Of the loudest partial."""
    spectrum = np.abs(np.fft.rfft(sound[0] * np.hanning(sound.shape[1])))
    return float(spectrum.argmax() * RATE / sound.shape[1])


def played(path: Path, seconds: float, speed: float, semitones: int) -> Sound:
    with Tape(path / "tone.raw") as tape:
        tape.record(tone(6, 0.5))
        stretched = Stretched(tape, RATE, lambda time: speed * time, semitones)
        return np.concatenate([stretched(4096) for _ in range(int(seconds * RATE / 4096))], axis=1)


def test_what_is_neither_faster_nor_higher_is_the_very_recording(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).normal(0, 0.1, (2, 3 * RATE)).astype(np.float32)
    with Tape(tmp_path / "noise.raw") as tape:
        tape.record(noise)
        sound = Stretched(tape, RATE, lambda time: time + 0.5, 0)(2 * RATE)
    first = 2048  # it fades in over half a grain
    assert sound[:, first:] == pytest.approx(noise[:, RATE // 2 + first :][:, : 2 * RATE - first])


@pytest.mark.parametrize(("speed", "semitones"), [(0.7, 0), (1.4, 0), (1, 5), (1, -7), (1.25, 3)])
def test_speed_leaves_the_pitch_and_pitch_the_speed(
    tmp_path: Path, speed: float, semitones: int
) -> None:
    sound = played(tmp_path, 3, speed, semitones)[:, 4096:]
    assert frequency(sound) == pytest.approx(997 * 2 ** (semitones / 12), rel=2e-3)
    assert np.sqrt((sound**2).mean()) == pytest.approx(0.5 / np.sqrt(2), rel=0.05)


def test_bars_take_their_place_in_the_recording_along(band: Score) -> None:
    heard = Heard(Path(), band, 0.25)
    assert place_of(band, heard)(1.0) == pytest.approx(1.25)
    faster = editing.edited(band, [{"verb": "tempo", "bpm": 240}])
    assert place_of(faster, heard)(1.0) == pytest.approx(2.25)
    cut = editing.edited(band, [{"verb": "cut", "first_bar": 1, "last_bar": 1}])
    assert place_of(cut, heard)(0.5) == pytest.approx(2.75)
    empty = editing.edited(band, [{"verb": "insert", "before_bar": 2, "bars": 1}])
    assert place_of(empty, heard)(3.0) is None
    assert place_of(empty, heard)(4.5) == pytest.approx(2.75)
    assert place_of(empty, heard)(100.0) is None


def test_the_strip_has_level_and_place(tmp_path: Path, band: Score) -> None:
    path = tmp_path / "tone.raw"
    with Tape(path) as tape:
        tape.record(tone(6, 0.5))
    heard = Heard(path, band, 0)
    right = replace(band, recording=Beside(volume_db=-6, pan=1))
    with Tape(path, recorded=True) as tape:
        sound = RecordingStrip(right, heard, tape, RATE)(RATE)[:, 4096:]
    assert np.abs(sound[0]).max() < 1e-9
    # Both sides together, as a browser has it.
    assert np.abs(sound[1]).max() == pytest.approx(1.0 * 10 ** (-6 / 20), rel=1e-3)


def test_a_rendering_has_it_in_its_mix_and_as_a_stem(tmp_path: Path, band: Score) -> None:
    path = tmp_path / "tone.raw"
    with Tape(path) as tape:
        tape.record(tone(6, 0.5, 3001))
    with rendered(band, soundfont(None), stems=True, heard=Heard(path, band, 0)) as played:
        assert len(played.stems) == len(band.tracks) + 1
        whole = played.mix.play(RATE, 3 * RATE)
        parts = np.sum([stem.play(RATE, 3 * RATE) for stem in played.stems], axis=0)
        assert frequency(played.stems[-1].play(RATE, 3 * RATE)) == pytest.approx(3001, abs=1)
    assert whole == pytest.approx(parts, abs=1e-5)
