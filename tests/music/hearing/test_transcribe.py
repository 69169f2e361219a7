"""Recordings that were rendered here, written down again."""

from pathlib import Path

import numpy as np
import pytest

from backend.music.errors import CancelledError, UnusableScoreError
from backend.music.evaluation.hearing import agreement, compared
from backend.music.hearing.ears import Ears
from backend.music.hearing.transcribe import Transcription, transcribe
from backend.music.score.seconds import seconds_at
from tests.music.hearing import files
from tests.music.hearing.conftest import demo, record


@pytest.fixture(scope="module")
def piano(ears: Ears, tmp_path_factory: pytest.TempPathFactory) -> Transcription:
    path = record(demo("classical-1", 14), tmp_path_factory.mktemp("piano") / "piano.flac")
    return transcribe(path, ears, title="Evening")


@pytest.fixture(scope="module")
def mix(ears: Ears, tmp_path_factory: pytest.TempPathFactory) -> Transcription:
    path = record(demo("hiphop-2", 16), tmp_path_factory.mktemp("mix") / "mix.mp3")
    return transcribe(path, ears)


def test_a_piano_is_heard(piano: Transcription) -> None:
    assert compared(piano, demo("classical-1", 14))["all notes"]["F1"] >= 0.85


@pytest.mark.parametrize(
    "name", ["electronic-2", "general-3", "jazz-2", "metal-2", "reggae-1", "rock-3"]
)
def test_the_tune_of_a_band_is_heard(ears: Ears, tmp_path: Path, name: str) -> None:
    """Of a band whose tune stands out, that is: what share of them does is in the architecture."""
    band = demo(name, 16)
    heard = transcribe(record(band, tmp_path / "band.mp3"), ears)
    assert compared(heard, band)["melody"]["F1"] >= 0.6


def test_tempo_metre_and_key_are_found(piano: Transcription, mix: Transcription) -> None:
    assert piano.score.bpm == pytest.approx(100, abs=1)
    assert mix.score.bpm == pytest.approx(84, abs=1)
    assert [len(one.score.tempos) for one in (piano, mix)] == [1, 1]
    assert [one.score.metres["numerator"][0] for one in (piano, mix)] == [3, 4]
    assert piano.score.title == "Evening"


def test_a_pianist_has_two_hands_and_a_band_its_players(
    piano: Transcription, mix: Transcription
) -> None:
    assert [(t.name, t.program) for t in piano.score.tracks] == [
        ("Melody", 0),
        ("Accompaniment", 0),
    ]
    assert [t.name for t in mix.score.tracks] == ["Melody", "Piano", "Bass", "Drums"]


def test_the_notes_stand_where_the_recording_has_them(mix: Transcription) -> None:
    score = mix.score
    onsets = np.concatenate([t.notes["onset"] for t in score.tracks]).astype(np.int64)
    written = np.sort(seconds_at(score, onsets) + mix.origin)
    heard = np.concatenate((mix.notes["onset"], mix.hits["onset"]))
    away = np.abs(written[:, None] - heard).min(axis=1)
    assert away.max() < 0.06
    assert np.median(away) < 0.02


def test_the_progress_is_told_and_listening_can_be_stopped(ears: Ears, tmp_path: Path) -> None:
    path = files.wav(tmp_path / "a.wav", files.tone(6, 22_050), 22_050)
    told: list[float] = []
    with pytest.raises(CancelledError):
        transcribe(path, ears, on_progress=told.append, cancelled=lambda: len(told) > 1)
    assert len(told) == 2
    assert 0 < told[0] < told[1] < 1


def test_silence_is_no_music(ears: Ears, tmp_path: Path) -> None:
    path = files.wav(tmp_path / "a.wav", np.zeros(44_100, "<f4"), 22_050)
    with pytest.raises(UnusableScoreError, match=r"^No note could be heard"):
        transcribe(path, ears)


def test_onsets_are_matched_once_and_by_pitch() -> None:
    played = [(0.0, 60), (0.5, 60), (1.0, 62)]
    assert agreement(played, played)["F1"] == 1.0
    found = [(0.02, 60), (0.04, 60), (1.2, 62), (1.0, 63)]
    assert agreement(found, played) == {
        "F1": pytest.approx(2 / 7), "precision": 0.25, "recall": pytest.approx(1 / 3)
    }  # fmt: skip
    assert agreement([], played)["F1"] == 0.0
