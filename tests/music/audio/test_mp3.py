"""MP3 files keep the heights of the sound."""

from pathlib import Path

import numpy as np
import soundfile

from backend.music.audio.formats import format_of
from backend.music.audio.writing import write_sound


def test_cymbals_survive_the_usual_mp3(tmp_path: Path) -> None:
    noise = np.random.default_rng(0).normal(0, 0.1, (2, 44_100)).astype(np.float32)
    write_sound(tmp_path / "a.mp3", format_of("mp3"), 44_100, [noise], tags={})
    found, rate = soundfile.read(tmp_path / "a.mp3")
    power = np.abs(np.fft.rfft(found[:, 0])) ** 2
    high = np.fft.rfftfreq(len(found), 1 / rate) > 12_000
    assert 0.2 < power[high].sum() / power.sum() < 0.5
