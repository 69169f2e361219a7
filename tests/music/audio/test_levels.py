"""Loudness and peaks, by the examples of the standard and by signals whose values are known."""

from pathlib import Path

import numpy as np
import pytest

from backend.music.audio.limiter import limited, margin_of
from backend.music.audio.loudness import SILENCE, LoudnessMeter
from backend.music.audio.master import Master, levelled, mastered
from backend.music.audio.peaks import decibels, envelope
from backend.music.audio.tape import Tape
from tests.music.audio.conftest import RATE, Sound, tone


def loudness(sound: Sound, rate: int = RATE) -> float:
    meter = LoudnessMeter(rate)
    for start in range(0, sound.shape[1], 10_007):
        meter.push(np.ascontiguousarray(sound[:, start : start + 10_007]))
    return meter.lufs


@pytest.mark.parametrize("rate", [44_100, 48_000])
def test_a_sine_of_997_hertz_at_full_scale_on_both_sides_has_0_lufs(rate: int) -> None:
    # BS.1770-4: 0 dBFS on one side gives −3.01 LKFS; on both 3.01 more.
    assert loudness(tone(5, 1.0, rate=rate), rate) == pytest.approx(0.0, abs=0.05)
    assert loudness(tone(5, 0.1, rate=rate), rate) == pytest.approx(-20.0, abs=0.05)


def test_silence_between_is_not_counted() -> None:
    sound = tone(5, 0.1)
    quiet = np.zeros((2, 5 * RATE), np.float32)
    assert loudness(np.concatenate([quiet, sound, quiet], axis=1)) == pytest.approx(-20, abs=0.4)
    assert loudness(quiet) == SILENCE


def test_less_than_a_window_is_measured_as_it_is() -> None:
    assert loudness(tone(0.25, 0.1)) == pytest.approx(-20, abs=0.3)


def test_the_peak_between_two_samples_is_found() -> None:
    # A quarter of the rate, sampled 45 degrees beside its peaks: every sample is 3 dB too low.
    wave = np.sin(2 * np.pi * np.arange(4096) / 4 + np.pi / 4).astype(np.float32)
    sound = np.stack([wave, wave])
    assert np.abs(sound).max() == pytest.approx(0.7071, abs=1e-3)
    assert decibels(float(envelope(sound).max())) == pytest.approx(0.0, abs=0.1)


def test_the_limiter_keeps_true_peaks_under_the_ceiling_and_leaves_the_rest() -> None:
    sound = np.concatenate([tone(1, 0.2), tone(0.1, 0.9, 5000), tone(1, 0.2)], axis=1)
    out = limited(sound, 2.0, RATE)
    assert decibels(float(envelope(out).max())) < -1.0
    far = RATE - margin_of(RATE)
    np.testing.assert_allclose(out[:, :far], 2 * sound[:, :far], atol=1e-6)


def test_chunks_of_a_long_piece_join_without_a_seam(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    sound = (rng.normal(size=(2, 400_000)) * np.linspace(0.05, 0.6, 400_000)).astype(np.float32)
    with Tape(tmp_path / "a.raw") as tape:
        tape.record(sound)
        parts = np.concatenate(list(levelled(tape, Master(1.3, -14.0), RATE)), axis=1)
    np.testing.assert_allclose(parts, limited(sound, 1.3, RATE), atol=1e-5)


def test_a_mix_is_brought_to_its_loudness(tmp_path: Path) -> None:
    with Tape(tmp_path / "a.raw") as tape:
        for _ in range(6):
            tape.record(tone(1, 0.03))
        master = mastered(tape, RATE, -14.0)
        assert master.lufs == pytest.approx(-14.0, abs=0.3)
        assert mastered(tape, RATE, -20.0).gain < master.gain


def test_silence_is_not_made_loud(tmp_path: Path) -> None:
    with Tape(tmp_path / "a.raw") as tape:
        tape.record(np.zeros((2, RATE), np.float32))
        assert mastered(tape, RATE).gain == 1.0
