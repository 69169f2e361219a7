"""Drums: heard in recordings of bands that were rendered here, and in none of a piano."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from backend.music.audio.playing import played
from backend.music.errors import IncompatibleModelError, MissingEarError
from backend.music.evaluation.drumming import tallied
from backend.music.evaluation.hearing import struck
from backend.music.hearing import drumming, drums
from backend.music.hearing.bars import Measure
from backend.music.hearing.drumming import drum_track
from backend.music.hearing.drums import Beaten, DrumEar
from backend.music.hearing.ears import Ears
from backend.music.hearing.grid import QUARTER, grid
from backend.music.hearing.hits import HIT, hits, sureness
from backend.music.hearing.kit import GROUPS, KIT, places
from backend.music.hearing.network import FRAME_SECONDS, RATE
from backend.music.hearing.pulse import Pulse, pulse
from backend.music.hearing.spectra import BANDS, decibels, levels, window
from backend.music.hearing.transcribe import transcribe
from tests.music.hearing.conftest import bundled_font, demo, record

NAMES = [drum.name for drum in KIT]


def listened(name: str, seconds: float, loud: float = 1.0) -> Pulse:
    score = demo(name, seconds)
    blocks = played(score, bundled_font(), RATE, apart=False)
    return pulse(loud * block.sum(axis=0).mean(axis=0) for block in blocks)


@pytest.mark.parametrize(
    ("name", "bars"),
    [
        ("hiphop-3", {"kick": 0.8, "snare": 0.9, "hat": 0.9}),
        ("metal-3", {"kick": 0.85, "hat": 0.85}),
        ("rock-3", {"kick": 0.9, "snare": 0.9}),
    ],
)
def test_the_drums_of_a_band_are_heard(ears: Ears, name: str, bars: dict[str, float]) -> None:
    found = drumming.struck(ears.drums, listened(name, 16).levels)
    figures = tallied(found["onset"], found["drum"], *struck(demo(name, 16)))
    assert {group: figures[group].figures["F1"] >= bar for group, bar in bars.items()} == (
        dict.fromkeys(bars, True)
    )


@pytest.mark.parametrize("name", ["classical-1", "classical-2", "classical-3", "general-1"])
def test_who_has_no_drums_is_given_none(ears: Ears, name: str) -> None:
    assert not len(drumming.struck(ears.drums, listened(name, 30).levels))


def test_a_soft_recording_has_the_same_drums_as_a_loud_one(ears: Ears) -> None:
    both = (listened("hiphop-3", 8, gain).levels for gain in (1.0, 0.02))
    loud, soft = (drumming.struck(ears.drums, levels) for levels in both)
    assert len(loud) > 40
    assert abs(len(loud) - len(soft)) <= 2


def test_drums_alone_are_written_down(ears: Ears, tmp_path: Path) -> None:
    score = demo("rock-3", 12)
    alone = replace(score, tracks=tuple(track for track in score.tracks if track.is_drum))
    heard = transcribe(record(alone, tmp_path / "drums.mp3"), ears)
    drummer = heard.score.tracks[-1]
    assert drummer.is_drum
    assert {36, 38} <= set(drummer.notes["pitch"].tolist())
    assert len(drummer.notes) > 0.7 * alone.note_count


def test_what_is_heard_does_not_depend_on_where_it_is_cut(
    ears: Ears, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = np.random.default_rng(1).integers(0, 255, (700, BANDS)).astype(np.uint8)
    whole = ears.drums.hear(given)
    monkeypatch.setattr(drums, "_CHUNK", 128)
    for one, other in zip(whole, ears.drums.hear(given), strict=True):
        assert one.shape == (700, len(KIT))
        np.testing.assert_allclose(one, other, atol=1e-5)
    assert ears.drums.hear(given[:0]).sure.shape == (0, len(KIT))


def test_weights_of_another_version_are_refused(ears: Ears, tmp_path: Path) -> None:
    path = tmp_path / "weights.npz"
    with pytest.raises(MissingEarError, match=r"weights\.npz is missing"):
        DrumEar.load(path)
    ears.drums.save(path)
    kept = DrumEar.load(path)
    np.testing.assert_array_equal(kept.blocks, ears.drums.blocks)
    with np.load(path) as file:
        np.savez(path, **{**file, "kit": ["gong"]})
    with pytest.raises(IncompatibleModelError, match="another version"):
        DrumEar.load(path)


def test_hits_are_the_sure_peaks_between_the_frames() -> None:
    sure = np.zeros((40, len(KIT)), np.float32)
    sure[9:12, 0] = 0.4, 0.8, 0.6
    sure[20, 1] = 0.2
    sure[30:32, 2] = 0.9
    hard = np.full_like(sure, 0.5)
    found = hits(Beaten(sure, hard), np.full(len(KIT), 0.5, np.float32))
    assert found["drum"].tolist() == [0, 2]
    assert 10 < found["onset"][0] / FRAME_SECONDS < 10.5
    assert found["velocity"].tolist() == [64, 64]


def test_hits_are_laid_out_by_frames() -> None:
    rows = [(10.2, 0, 64, 0.8), (20.0, 1, 64, 0.7), (40.0, 0, 64, 0.6)]
    found = np.array([(at * FRAME_SECONDS, *rest) for at, *rest in rows], HIT)
    kick = sureness(found, "kick", 40)  # the last one is behind the end
    assert np.flatnonzero(kick).tolist() == [10]
    assert kick[10] == pytest.approx(0.8)
    assert np.flatnonzero(sureness(found, "snare", 40)).tolist() == [20]
    assert not sureness(found, "crash", 40).any()


def test_a_hat_is_open_or_closed() -> None:
    sure = np.zeros((40, len(KIT)), np.float32)
    sure[10, NAMES.index("hat")], sure[11, NAMES.index("open hat")] = 0.7, 0.8
    found = hits(Beaten(sure, sure), np.full(len(KIT), 0.5, np.float32))
    assert [NAMES[drum] for drum in found["drum"]] == ["open hat"]


def test_hits_are_put_on_the_grid_once() -> None:
    laid = grid(np.arange(16) * 0.5, Measure(4, 0), 0.0)
    found = np.array([(0.51, 0, 70, 0.9), (0.52, 0, 90, 0.9), (0.74, 1, 80, 0.8)], HIT)
    track = drum_track(found, laid, snapped=True)
    assert track.is_drum
    assert track.notes[["onset", "pitch", "velocity"]].tolist() == [
        (QUARTER, 36, 90), (QUARTER * 3 // 2, 38, 80)
    ]  # fmt: skip
    free = drum_track(found, laid, snapped=False)
    assert free.notes["onset"].tolist() == [490, 499, 710]


def test_every_drum_has_its_notes_and_every_group_its_drums() -> None:
    written = [note for drum in KIT for note in drum.notes]
    assert len(set(written)) == len(written)
    assert places(np.array([35, 36, 38, 44, 81])).tolist() == [0, 0, 1, NAMES.index("hat"), -1]
    assert {name for group in GROUPS.values() for name in group} <= set(NAMES)


def test_a_tone_is_loud_in_its_band() -> None:
    tone = np.sin(2 * np.pi * 5000 * np.arange(len(window())) / RATE)
    loud = decibels(np.abs(np.fft.rfft(tone * window()))[None])
    assert loud.shape == (1, BANDS)
    assert loud[0, int(loud.argmax())] == pytest.approx(48, abs=1)
    assert 45 < int(loud.argmax()) < 58
    assert (levels(loud, 20.0) >= levels(loud)).all()
