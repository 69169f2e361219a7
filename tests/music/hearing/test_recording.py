"""Decoding: all five kinds are read alike, and every bad file gets one clear word."""

import io
import struct
import zipfile
from pathlib import Path

import numpy as np
import pytest

from backend.music.errors import CancelledError, UnreadableAudioError
from backend.music.hearing.network import RATE
from backend.music.hearing.recording import decoded
from tests.music.hearing import files
from tests.music.hearing.conftest import record
from tests.music.scores import band


def samples(path: Path, folder: Path) -> np.ndarray:
    return np.concatenate(list(decoded(path, folder).blocks()))


@pytest.mark.parametrize("rate", [8_000, 44_100, 192_000])
def test_any_rate_sounds_the_same(rate: int, tmp_path: Path) -> None:
    path = files.wav(tmp_path / "a.wav", files.tone(2, rate), rate)
    found = samples(path, tmp_path)
    assert len(found) == pytest.approx(2 * RATE, abs=RATE // 50)
    middle = found[RATE // 2 : RATE // 2 + RATE]
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(RATE)))
    assert np.argmax(spectrum) == pytest.approx(440, abs=1)
    assert np.abs(middle).max() == pytest.approx(0.3, abs=0.02)


@pytest.mark.parametrize("ending", ["wav", "mp3", "ogg", "flac"])
def test_what_was_rendered_is_read(ending: str, tmp_path: Path) -> None:
    path = record(band(1), tmp_path / f"a.{ending}")
    found = decoded(path, tmp_path)
    assert (found.container, found.rate, found.channels) == (ending, 44_100, 2)
    assert found.seconds > 2.4
    assert np.abs(np.concatenate(list(found.blocks()))).max() > 0.1


def test_m4a_is_read(tmp_path: Path) -> None:
    found = decoded(files.aac(tmp_path / "a.m4a"), tmp_path)
    assert found.container == "m4a"
    assert found.seconds == pytest.approx(2, abs=0.1)


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.wav", bytes(10_000_000))
    return out.getvalue()


BAD = {
    "empty": (lambda p: p.write_bytes(b""), "is empty"),
    "text": (lambda p: p.write_bytes(b"hello" * 50), "not a recording that we can read"),
    "zip bomb": (lambda p: p.write_bytes(_zip()), "not a recording that we can read"),
    "noise called MP3": (
        lambda p: p.write_bytes(b"ID3" + np.random.default_rng(2).bytes(200_000)),
        "not a recording that we can read",
    ),
    "playlist": (lambda p: p.write_bytes(b"#EXTM3U\nhttp://127.0.0.1/a"), "not a recording"),
    "MP4 bomb": (files.bomb, "4,294,967,295 packets"),
    "film": (files.film, "This is a film"),
    "no samples": (lambda p: files.wav(p, files.tone(0, 44_100), 44_100), "no sound"),
    "a blink": (lambda p: files.wav(p, files.tone(0.2, 44_100), 44_100), "at least 1"),
    "lying header": (
        lambda p: files.wav(p, files.tone(2, 44_100), 44_100, claimed=60 * 4 * 44_100),
        "breaks off",
    ),
    "five hours": (files.hours, "takes 300 minutes"),
    "not numbers": (
        lambda p: files.wav(p, np.full(44_100 * 2, np.nan, "<f4"), 44_100), "not numbers",
    ),
    "endless": (
        lambda p: files.wav(p, np.full(44_100 * 2, np.inf, "<f4"), 44_100), "not numbers",
    ),
    "absurd sides": (
        lambda p: files.wav(p, files.tone(2, 44_100), 44_100, channels=65_535), "65,535 channels",
    ),
    "absurd rate": (lambda p: files.wav(p, files.tone(2, 44_100), 2**29), "at 8,000 to 192,000 Hz"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_the_cure(name: str, tmp_path: Path) -> None:
    make, said = BAD[name]
    path = tmp_path / "bad"
    make(path)
    with pytest.raises(UnreadableAudioError) as refused:
        decoded(path, tmp_path)
    assert said in str(refused.value)
    assert str(refused.value).count(". ") >= 1  # what is wrong, and what to do


def test_a_file_that_was_cut_off_says_so(tmp_path: Path) -> None:
    whole = record(band(2), tmp_path / "a.flac").read_bytes()
    (tmp_path / "cut.flac").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UnreadableAudioError, match=r"breaks off: it says \d"):
        decoded(tmp_path / "cut.flac", tmp_path)


def test_more_than_ten_minutes_are_refused_though_the_header_is_silent(tmp_path: Path) -> None:
    path = tmp_path / "long.wav"
    files.wav(path, np.zeros(8_000 * 620, "<f4"), 8_000)
    data = bytearray(path.read_bytes())
    data[40:44] = struct.pack("<I", 2**32 - 1)  # a stream of unknown length
    path.write_bytes(data)
    with pytest.raises(UnreadableAudioError, match="up to 10 minutes"):
        decoded(path, tmp_path)


def test_a_decoder_that_dies_costs_the_file_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = files.wav(tmp_path / "a.wav", files.tone(2, 8_000), 8_000)
    monkeypatch.setenv("PYTHONPATH", "")
    monkeypatch.setattr("sys.executable", "/bin/false")
    with pytest.raises(UnreadableAudioError, match="cannot be decoded"):
        decoded(path, tmp_path)


def test_decoding_can_be_stopped(tmp_path: Path) -> None:
    path = files.wav(tmp_path / "a.wav", files.tone(2, 8_000), 8_000)
    with pytest.raises(CancelledError):
        decoded(path, tmp_path, lambda: True)
