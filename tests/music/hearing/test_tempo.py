"""Tempo: how fast bands play that were rendered here, and what weights have to be."""

from pathlib import Path

import numpy as np
import pytest

from backend.music.audio.playing import played
from backend.music.errors import IncompatibleModelError, MissingEarError
from backend.music.hearing.beats import period
from backend.music.hearing.curves import strength
from backend.music.hearing.ears import Ears
from backend.music.hearing.network import FRAME_SECONDS, RATE
from backend.music.hearing.pulse import pulse
from backend.music.hearing.tempo import BEATS, CURVES, LAGS, TempoEar, repeats
from backend.music.score import NOTE, TEMPO, Score, Track
from tests.music.hearing.conftest import bundled_font

KICK, SNARE, HAT = 36, 38, 42


def beaten(bpm: float, pattern: str) -> Score:
    """Bars of a kit: a sign for each eighth, of a kick, a snare or neither; hats on all."""
    names = {"k": [KICK], "s": [SNARE], "-": []}
    rows = [
        (at * 240, 60, pitch, 100)
        for at, sign in enumerate(pattern * 12)
        for pitch in sorted([*names[sign], HAT])
    ]
    kit = Track(np.array(rows, NOTE), is_drum=True)
    return Score(480, (kit,), tempos=np.array([(0, bpm)], TEMPO))


@pytest.mark.parametrize(
    ("bpm", "pattern"), [(84, "k-s-kks-"), (96, "k-s-kks-"), (124, "k-s-k-s-"), (140, "k-s-k-s-")]
)
def test_a_beat_of_drums_is_counted_as_people_count_it(
    ears: Ears, bpm: float, pattern: str
) -> None:
    blocks = played(beaten(bpm, pattern), bundled_font(), RATE, apart=False)
    levels = pulse(block.sum(axis=0).mean(axis=0) for block in blocks).levels
    onsets = np.zeros((len(levels), 88), np.float32)
    likely = ears.tempo.likely(repeats(levels, onsets))
    assert likely.sum() == pytest.approx(1)
    found = 60 / (period(strength(levels, onsets), likely) * FRAME_SECONDS)
    assert found == pytest.approx(bpm, rel=0.02)


def test_what_repeats_itself_is_found_after_its_time() -> None:
    levels = np.zeros((2000, 64), np.uint8)
    levels[::50] = 200  # every 0.58 s
    found = repeats(levels, np.zeros((2000, 88), np.float32))
    assert found.shape == (len(LAGS), CURVES)
    assert LAGS[found[: len(LAGS) // 2, 0].argmax()] == pytest.approx(50 * FRAME_SECONDS, rel=0.03)
    assert not found[:, -1].any(), "no note begins"
    assert not repeats(levels[:0], np.zeros((0, 88), np.float32)).any()


def test_weights_that_cannot_be_used_say_how_to_have_others(tmp_path: Path) -> None:
    path = tmp_path / "weights.npz"
    with pytest.raises(MissingEarError, match=r"weights\.npz is missing\. Train it"):
        TempoEar.load(path)
    np.savez(path, format=0)
    with pytest.raises(IncompatibleModelError, match="another version"):
        TempoEar.load(path)


def test_lengths_of_a_beat_go_from_fast_to_slow() -> None:
    assert 60 / BEATS[0] == pytest.approx(210, abs=5)
    assert 60 / BEATS[-1] == pytest.approx(50, abs=2)
