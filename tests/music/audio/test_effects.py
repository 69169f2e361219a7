"""Effects, each by a signal whose answer is known, and all of them block by block."""

import numpy as np
import pytest

from backend.music.audio.effects import line_of, silence_in
from backend.music.audio.effects.logarithms import amplitudes, decibels
from backend.music.audio.effects.room import clap
from backend.music.audio.loudness import Sound as Samples
from backend.music.score import effects as fx
from tests.music.audio.conftest import RATE, Sound, tone

BLOCK = 4096


def steady(_: float) -> float:
    return 120.0


def through(
    sound: Sound, *chain: fx.AnyEffect, block: int = BLOCK, tempo: float = 120.0
) -> Samples:
    line = line_of(chain, RATE, block, lambda _: tempo)
    parts = [sound[:, start : start + block] for start in range(0, sound.shape[1], block)]
    return np.concatenate([line(np.ascontiguousarray(part)) for part in parts], axis=1)


def impulse(seconds: float) -> Sound:
    sound = np.zeros((2, round(seconds * RATE)), np.float32)
    sound[:, 0] = 1
    return sound


def rise(sound: Sound, *chain: fx.AnyEffect) -> float:
    """How much louder a steady tone comes out, in dB."""
    half = sound.shape[1] // 2
    before, after = (np.sqrt((s[:, half:] ** 2).mean()) for s in (sound, through(sound, *chain)))
    return float(20 * np.log10(after / before))


EVERY: list[fx.AnyEffect] = [
    fx.Equaliser(kind="eq", low_db=6, mid_db=-9, high_db=4),
    fx.Compressor(kind="compressor", threshold_db=-30),
    fx.Drive(kind="drive"),
    fx.Chorus(kind="chorus"),
    fx.Delay(kind="delay", note="1/16", ping_pong=True),
    fx.Reverb(kind="reverb", seconds=0.5),
    fx.Convolution(kind="convolution", space="studio"),
]


@pytest.mark.parametrize("effect", EVERY, ids=lambda one: one.kind)
def test_pieces_join_without_a_seam_and_change_the_sound(effect: fx.AnyEffect) -> None:
    noise = np.random.default_rng(1).normal(size=(2, 4 * BLOCK + 100)) * 0.2
    sound = noise.astype(np.float32)
    parts, whole = through(sound, effect), through(sound, effect, block=sound.shape[1])
    np.testing.assert_allclose(parts, whole, atol=2e-5)
    assert np.abs(parts - sound).max() > 0.05
    off = effect.model_copy(update={"on": False})
    np.testing.assert_array_equal(through(sound, off), sound)


def test_the_equaliser_lifts_and_lowers_where_it_should() -> None:
    eq = fx.Equaliser(kind="eq", low_db=6, mid_db=-12, mid_hz=1000, mid_q=2, high_db=9)
    assert rise(tone(1, 0.1, 30), eq) == pytest.approx(6, abs=0.5)
    assert rise(tone(1, 0.1, 1000), eq) == pytest.approx(-12, abs=0.3)
    assert rise(tone(1, 0.1, 15_000), eq) == pytest.approx(9, abs=0.5)
    moved = eq.model_copy(update={"mid_hz": 3000.0})
    assert rise(tone(1, 0.1, 3000), moved) == pytest.approx(-12, abs=0.6)


def test_a_flat_equaliser_leaves_every_sample_as_it_is() -> None:
    sound = tone(1, 0.3)
    np.testing.assert_array_equal(through(sound, fx.Equaliser(kind="eq")), sound)


def test_decibels_and_amplitudes_are_those_of_logarithms() -> None:
    levels = np.geomspace(1e-6, 16, 5000).astype(np.float32)
    wanted = 20 * np.log10(levels.astype(np.float64))
    found = decibels(levels.copy())
    np.testing.assert_allclose(found, wanted, atol=1e-6)
    back = np.empty_like(levels)
    amplitudes(found, back)
    np.testing.assert_allclose(back, levels, rtol=2e-7)


def test_the_compressor_holds_back_what_is_over_its_threshold() -> None:
    squeeze = fx.Compressor(kind="compressor", threshold_db=-20, ratio=4, attack_ms=1)
    assert rise(tone(2, 0.01), squeeze) == pytest.approx(0, abs=0.01)  # −40 dB: below
    assert rise(tone(2, 1.0), squeeze) == pytest.approx(-15, abs=1)  # 20 dB over: 5 remain
    lifted = squeeze.model_copy(update={"makeup_db": 6.0})
    assert rise(tone(2, 0.01), lifted) == pytest.approx(6, abs=0.01)


def test_drive_adds_overtones_and_no_others() -> None:
    out = through(tone(1, 0.5, 5000), fx.Drive(kind="drive", drive_db=24, tone_hz=18_000))
    spectrum = np.abs(np.fft.rfft(out[0, RATE // 2 :] * np.hanning(RATE - RATE // 2)))
    hertz = np.fft.rfftfreq(RATE - RATE // 2, 1 / RATE)
    near = [spectrum[np.abs(hertz - f) < 20].max() for f in (5000, 15_000)]
    assert near[1] > near[0] / 20  # the third
    # The ninth, at 45 kHz, would fold back to 900 Hz.
    assert spectrum[np.abs(hertz - 900) < 20].max() < near[0] / 1000


def test_the_chorus_spreads_a_tone_over_time_and_sides() -> None:
    out = through(tone(2, 0.5, 440), fx.Chorus(kind="chorus", mix=1, depth_ms=4, rate_hz=2))
    assert np.abs(out[0] - out[1]).max() > 0.3
    hertz = np.fft.rfftfreq(out.shape[1], 1 / RATE)
    power = np.abs(np.fft.rfft(out[0])) ** 2
    beside = power[np.abs(hertz - 440) > 4].sum()
    assert beside > 0.3 * power.sum()


def test_echoes_keep_the_tempo() -> None:
    delay = fx.Delay(kind="delay", note="1/8.", feedback=0.5, mix=0.5, tone_hz=18_000)
    out = through(impulse(1.5), delay, tempo=90.0)[0]
    echo = round(0.75 * 60 / 90 * RATE)
    for number in (1, 2):
        around = np.abs(out[number * echo - 50 : number * echo + 50])
        assert np.argmax(around) == pytest.approx(50, abs=3)
    assert np.abs(out[20 : echo - 50]).max() < 1e-4


def test_a_slower_tempo_reads_older_sound_again_without_a_gap() -> None:
    delay = fx.Delay(kind="delay", note="1/4", feedback=0, mix=1, tone_hz=18_000)
    line = line_of([delay], RATE, BLOCK, lambda seconds: 120.0 if seconds < 2 else 60.0)
    sound = tone(4, 0.5, 441)
    blocks = range(0, sound.shape[1], BLOCK)
    out = np.concatenate([line(sound[:, at : at + BLOCK].copy()) for at in blocks], axis=1)[0]
    loudest = np.abs(out[RATE:].reshape(-1, 441)).max(axis=1)
    assert loudest.min() > 0.4


def test_a_ping_pong_goes_left_then_right() -> None:
    delay = fx.Delay(kind="delay", note="1/4", ping_pong=True, feedback=0.6, mix=0.5)
    out = through(impulse(1.6), delay)
    first, second = (out[:, n * RATE // 2 - 200 : n * RATE // 2 + 200] for n in (1, 2))
    (left, right), (later_left, later_right) = (np.abs(one).max(axis=1) for one in (first, second))
    assert (left > 0.05, right < 1e-6) == (True, True)
    assert (later_left < 1e-6, later_right > 0.03) == (True, True)


def test_a_room_dies_away_in_its_time() -> None:
    for seconds in (0.8, 2.5):
        answer = clap(fx.Reverb(kind="reverb", seconds=seconds, tone_hz=18_000), RATE)
        backward = np.cumsum((answer**2).sum(axis=0)[::-1])[::-1]  # M. R. Schroeder, 1965
        decibels = 10 * np.log10(backward / backward[0] + 1e-12)
        at = [np.argmax(decibels < level) / RATE for level in (-5, -35)]
        assert 2 * (at[1] - at[0]) == pytest.approx(seconds, rel=0.2)


@pytest.mark.parametrize("room", [
    fx.Reverb(kind="reverb", seconds=0.6, size=0.3, predelay_ms=120, mix=0.7),
    fx.Convolution(kind="convolution", space="chamber", mix=0.7),
], ids=lambda one: one.kind)  # fmt: skip
def test_a_room_answers_sound_as_it_answers_a_clap(room: fx.Reverb | fx.Convolution) -> None:
    noise = np.random.default_rng(2).normal(size=(2, 3 * BLOCK + 7)) * 0.2
    sound, answer = noise.astype(np.float32), clap(room, RATE)
    length = sound.shape[1] + answer.shape[1]
    wet = np.fft.irfft(np.fft.rfft(sound, length) * np.fft.rfft(answer, length), length)
    wanted = 0.3 * sound + 0.7 * wet[:, : sound.shape[1]]
    np.testing.assert_allclose(through(sound, room), wanted, atol=1e-5)


def test_every_space_has_two_sides_of_equal_strength_and_its_own_length() -> None:
    lengths = []
    for space in ("studio", "chamber", "hall", "cathedral"):
        answer = clap(fx.Convolution(kind="convolution", space=space), RATE)
        power = (answer**2).sum(axis=1)
        assert power.sum() == pytest.approx(2)
        assert power[0] / power[1] == pytest.approx(1, abs=0.5)
        lengths.append(answer.shape[1])
    assert lengths == sorted(set(lengths))


def test_silence_between_echoes_is_waited_for() -> None:
    delay = fx.Delay(kind="delay", note="1/2")
    assert silence_in([[delay], []], steady) == pytest.approx(1.0)
    assert silence_in([[delay.model_copy(update={"on": False})]], steady) == 0
