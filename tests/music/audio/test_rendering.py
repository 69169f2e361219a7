"""A score to sound: what plays where, how loud, the same every time, opened by other readers."""

import dataclasses
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile
from scipy.signal import resample_poly

from backend.music import midi
from backend.music.audio import playing, soundfonts
from backend.music.audio.formats import FORMATS, format_for, format_of
from backend.music.audio.rendering import RATE, audible, rendered
from backend.music.errors import (
    BadRequestError,
    CancelledError,
    MissingSynthError,
    UnusableScoreError,
)
from backend.music.score import CONTROL, Score
from backend.music.score.effects import Equaliser, Mastering, Reverb
from tests.music.audio.conftest import Sound, part

FONT = soundfonts.soundfont()


def heard(score: Score) -> Sound:
    with rendered(score, FONT) as sound:
        return sound.mix.play(0, sound.mix.frames)


def level(sound: Sound, start: float, stop: float) -> float:
    return float(np.sqrt((sound[:, int(start * RATE) : int(stop * RATE)] ** 2).mean()))


def test_notes_sound_when_they_stand_and_the_tail_rings_out(band: Score) -> None:
    late = dataclasses.replace(band, tracks=(part((960, 480, 69)),))  # one second in, half long
    sound = heard(late)
    assert level(sound, 0, 0.99) < 1e-4
    assert level(sound, 1.0, 1.4) > 0.01
    assert sound.shape[1] > 1.5 * RATE  # it rings after the end
    assert level(sound, sound.shape[1] / RATE - 0.1, sound.shape[1] / RATE) < 1e-3


def test_the_pitch_is_the_written_one() -> None:
    sound = heard(Score(480, (part((0, 1920, 69), program=73),)))[:, : 2 * RATE]
    spectrum = np.abs(np.fft.rfft(sound[0] * np.hanning(sound.shape[1])))
    peak = np.argmax(spectrum) * RATE / sound.shape[1]
    assert peak == pytest.approx(440, abs=6)


def test_drums_are_a_kit_on_any_channel_and_the_tenth_player_is_none() -> None:
    notes = [(480 * n, 120, 42) for n in range(4)]  # a closed hi-hat, or F sharp 2
    tracks = (part(*notes, is_drum=True), *[part(*notes) for _ in range(9)])
    with rendered(Score(480, tracks), FONT, stems=True) as sound:
        kit, *pianos = (_share_above(3000, stem.play(0, 2 * RATE)) for stem in sound.stems)
    assert kit > 0.5
    assert max(pianos) < 0.05


def _share_above(hertz: float, sound: Sound) -> float:
    power = np.abs(np.fft.rfft(sound)) ** 2
    return float(power[:, round(hertz * sound.shape[1] / RATE) :].sum() / power.sum())


def test_the_parts_add_up_to_the_whole(band: Score) -> None:
    with rendered(band, FONT, stems=True) as sound:
        parts = [stem.play(0, stem.frames) for stem in sound.stems]
        assert len(parts) == 3
        assert all(level(one, 0, 2) > 1e-3 for one in parts)
        np.testing.assert_allclose(sum(parts), sound.mix.play(0, sound.mix.frames), atol=1e-5)
    np.testing.assert_allclose(heard(band), sum(parts), atol=1e-4)  # mixed by FluidSynth itself


def test_volume_and_place_are_those_of_the_track(band: Score) -> None:
    bass = band.tracks[1]
    controls = np.array([(0, 7, 20), (0, 10, 127)], CONTROL)
    quiet = dataclasses.replace(bass, controls=controls)
    loud, soft = (heard(dataclasses.replace(band, tracks=(t,))) for t in (bass, quiet))
    assert level(soft, 0, 2) < level(loud, 0, 2) / 4
    assert (soft[1] ** 2).sum() > 20 * (soft[0] ** 2).sum()  # to the right


def test_a_room_is_heard_in_the_mix_and_in_its_stem_and_rings_on(band: Score) -> None:
    room = Reverb(kind="reverb", seconds=4, mix=0.5)
    piano, bass, drums = band.tracks
    wet = dataclasses.replace(
        band, tracks=(dataclasses.replace(piano, effects=(room,)), bass, drums)
    )
    with rendered(band, FONT, stems=True) as dry, rendered(wet, FONT, stems=True) as sound:
        assert sound.seconds > dry.seconds + 1
        assert len({stem.frames for stem in sound.stems} | {sound.mix.frames}) == 1
        same = dry.mix.frames
        before, after = ([s.play(0, same) for s in one.stems] for one in (dry, sound))
        assert np.abs(after[0] - before[0]).max() > 0.01
        np.testing.assert_array_equal(after[1], before[1])
        parts = sum(stem.play(0, sound.mix.frames) for stem in sound.stems)
        np.testing.assert_allclose(sound.mix.play(0, sound.mix.frames), parts, atol=1e-5)
    again = midi.read(midi.write(wet))  # as an export carries it
    np.testing.assert_array_equal(heard(again), heard(wet))


def _brightness(sound: Sound) -> float:
    """Power above 10 kHz in the first two seconds."""
    power = np.abs(np.fft.rfft(sound[:, : 2 * RATE] * np.hanning(2 * RATE))) ** 2
    return float(power[:, 20_000:].sum())


def test_the_master_has_effects_a_loudness_and_a_ceiling(band: Score, tmp_path: Path) -> None:
    dull = Equaliser(kind="eq", high_db=-18)
    wished = Mastering(chain=(dull,), loudness_lufs=-20, ceiling_db=-6)
    with rendered(dataclasses.replace(band, mastering=wished), FONT) as sound:
        assert sound.master.lufs == pytest.approx(-20, abs=0.5)
        assert sound.write(tmp_path / "a.wav", format_of("wav24"), tags={}) < -6
        assert _brightness(sound.mix.play(0, 2 * RATE)) < _brightness(heard(band)) / 20
    with rendered(band, FONT, target=-24) as sound:
        assert sound.master.lufs == pytest.approx(-24, abs=0.5)


def test_empty_tracks_are_left_out(band: Score) -> None:
    silent = dataclasses.replace(band, tracks=(*band.tracks, part()))
    assert len(audible(silent).tracks) == 3


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_read_by_others_and_is_the_same_every_time(
    name: str, band: Score, tmp_path: Path
) -> None:
    kind = format_of(name)
    paths = [tmp_path / f"{number}.{kind.ending}" for number in range(2)]
    tags = {"title": "Härbour lights", "artist": "Mo", "genre": "Jazz"}
    for path in paths:
        with rendered(band, FONT, target=-6.0) as sound:  # so loud that the limiter has much to do
            peak = sound.write(path, kind, tags=tags, cover=_png() if kind.covers else None)
            seconds, whole = sound.seconds, sound.mix.frames
            assert peak < -1.0
    assert paths[0].read_bytes() == paths[1].read_bytes()
    between = resample_poly(soundfile.read(paths[0])[0], 4, 1)
    assert np.abs(between).max() <= 10 ** (-1.0 / 20)  # decoded as well
    info = soundfile.info(paths[0])
    assert (info.samplerate, info.channels) == (RATE, 2)
    assert info.frames == pytest.approx(whole, abs=1)
    with av.open(str(paths[0])) as file:
        assert file.duration / 1e6 == pytest.approx(seconds, abs=0.1)
        found = {k.lower(): v for k, v in {**file.metadata, **file.streams[0].metadata}.items()}
        assert found["title"] == tags["title"]
        assert len(file.streams.video) == (1 if kind.covers else 0)
        decoded = np.concatenate([f.to_ndarray() for f in file.decode(audio=0)], axis=None)
        assert np.abs(decoded).max() > 0


def _png() -> bytes:
    """One dark pixel."""
    return bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108020000009077"
        "53de0000000c49444154789c6360606000000004000127342717000000004945"
        "4e44ae426082"
    )


def test_stopping_leaves_nothing_behind(band: Score, tmp_path: Path) -> None:
    with (
        pytest.raises(CancelledError),
        rendered(band, FONT, folder=tmp_path, cancelled=lambda: True),
    ):
        pytest.fail("it should have stopped")
    assert not list(tmp_path.iterdir())


def test_progress_ends_with_the_whole(band: Score) -> None:
    told: list[float] = []
    with rendered(band, FONT, on_progress=told.append):
        assert told[-1] == 1.0
        assert told == sorted(told)


def test_what_cannot_be_played_is_refused(band: Score, tmp_path: Path) -> None:
    with pytest.raises(UnusableScoreError, match="no note"):
        list(playing.played(dataclasses.replace(band, tracks=()), FONT, RATE))
    (tmp_path / "bad.sf2").write_bytes(b"not a font")
    with pytest.raises(MissingSynthError, match=r"bad\.sf2"):
        list(playing.played(band, tmp_path / "bad.sf2", RATE))
    with pytest.raises(MissingSynthError, match="no SoundFont"):
        soundfonts.soundfont(tmp_path / "none.sf2")
    with pytest.raises(BadRequestError, match="wav16"):
        format_of("mp4")
    with pytest.raises(BadRequestError, match="mp3"):
        format_for(".mp4")


def test_more_players_than_a_midi_cable_has_channels() -> None:
    tracks = tuple(part((0, 480, 40 + n % 40), program=n % 100) for n in range(24))
    with rendered(Score(480, tracks), FONT, stems=True) as sound:
        assert len(sound.stems) == 24
        assert level(sound.mix.play(0, RATE), 0, 0.5) > 0.01


def test_endings_name_the_usual_format() -> None:
    assert format_for(".wav") is FORMATS["wav16"]
    assert format_for("MP3") is FORMATS["mp3"]
