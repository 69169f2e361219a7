"""The parts of hearing by themselves, on what is written out by hand."""

import numpy as np
import pytest

from backend.music.hearing.bars import Measure, measure
from backend.music.hearing.beats import beats
from backend.music.hearing.curves import strength
from backend.music.hearing.grid import QUARTER, grid
from backend.music.hearing.hits import HIT
from backend.music.hearing.kit import KIT
from backend.music.hearing.listening import heard
from backend.music.hearing.network import FRAME_SECONDS, HOP, STEP, WINDOW, Heard
from backend.music.hearing.picking import picked
from backend.music.hearing.pulse import pulse
from backend.music.hearing.tempo import BEATS


class Echo:
    """A network that answers with the place of each frame, as the samples say it."""

    def hear(self, window: np.ndarray) -> Heard:
        frames = window[15 * HOP :: HOP][:STEP, None] * np.ones(88)
        return Heard(frames, frames)


@pytest.mark.parametrize("frames", [1, STEP, STEP + 1, 3 * STEP - 1])
@pytest.mark.parametrize("block", [1000, WINDOW * 2])
def test_every_frame_is_heard_once_in_its_place(frames: int, block: int) -> None:
    sound = np.repeat(np.arange(frames, dtype=np.float32), HOP)
    told: list[int] = []
    found = heard(
        Echo(),
        (sound[i : i + block] for i in range(0, len(sound), block)),
        on_progress=told.append,
    )  # fmt: skip
    assert found.onsets[:, 0].tolist() == list(range(frames))
    assert told[-1] == len(sound)


def test_no_sound_is_no_frame() -> None:
    assert heard(Echo(), []).onsets.shape == (0, 88)


def _network(*notes: tuple[int, int, int], frames: int = 200) -> Heard:
    sounding, onsets = np.zeros((2, frames, 88), np.float32)
    for start, stop, key in notes:
        sounding[start:stop, key] = 0.9
        onsets[start, key] = 0.8
        onsets[start + 1, key] = 0.4
    return Heard(sounding, onsets)


def test_the_picker_finds_notes_their_ends_and_repeats() -> None:
    found = picked(_network((10, 40, 39), (40, 60, 39), (20, 80, 43)))
    frames = [(round(n["onset"] / FRAME_SECONDS), round(n["end"] / FRAME_SECONDS)) for n in found]
    assert frames == [(10, 40), (20, 80), (40, 60)]
    assert found["pitch"].tolist() == [60, 64, 60]
    assert found["sure"] == pytest.approx(0.9, abs=1e-3)


def test_the_picker_bridges_a_gap_and_leaves_clicks_and_whispers() -> None:
    network = _network((10, 40, 39), (100, 102, 50))
    network.sounding[20:24, 39] = 0.0
    network.onsets[150, 10] = 0.9  # begins, but never sounds
    network.onsets[160, 39] = 0.2  # not sure enough
    found = picked(network)
    assert found["pitch"].tolist() == [60]
    assert round(found["end"][0] / FRAME_SECONDS) == 40


def test_nothing_heard_is_no_note() -> None:
    assert len(picked(_network())) == 0


@pytest.mark.parametrize("bpm", [72.0, 100.0, 141.0])
def test_beats_fall_on_clicks(bpm: float) -> None:
    rate, length = 22_050, 20
    sound = np.zeros(rate * length, np.float32)
    clicks = np.arange(0.3, length - 0.1, 60 / bpm)
    for at in clicks:
        sound[round(at * rate) :][:200] = 0.5
    levels = pulse([sound]).levels
    onsets = np.zeros((len(levels), 88), np.float32)
    octave = np.exp(-0.5 * (2 * np.log2(BEATS * bpm / 60)) ** 2).astype(np.float32)
    found = beats(strength(levels, onsets), octave)
    inner = found[(found > 1) & (found < length - 1)]
    off = np.abs(inner[:, None] - clicks).min(axis=1)
    assert np.median(60 / np.diff(inner)) == pytest.approx(bpm, rel=0.01)
    assert np.quantile(off, 0.9) < 0.03


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        (("kick", "snare", "kick", "snare"), Measure(4, 2)),
        (("kick", "hat", "hat"), Measure(3, 1)),
        (("hat", "snare", "snare"), Measure(3, 1)),
    ],
)
def test_drums_alone_say_where_bars_begin(pattern: tuple[str, ...], found: Measure) -> None:
    """Each bar has the pattern, every other one in 4/4 a crash; the first beat is in mid-bar."""
    line, names = 0.5 * np.arange(1, 42), [drum.name for drum in KIT]
    struck = [(at, pattern[(i - found.first) % found.beats]) for i, at in enumerate(line)]
    if found.beats == 4:
        struck += [(at, "crash") for at in line[found.first :: 8]]
    rows = [(at + 0.01, names.index(name), 90, 0.9) for at, name in struck]
    drone = Heard(np.ones((2000, 88), np.float32), np.zeros((2000, 88), np.float32))
    hits = np.array(rows, HIT)
    assert measure(line, drone, np.zeros(2000), hits) == found
    assert measure(line, drone, np.zeros(2000), hits[:0]) == Measure(4, 0)


def test_silence_has_no_beat() -> None:
    assert len(beats(np.zeros(2000), np.ones(len(BEATS), np.float32))) == 0


def test_a_steady_piece_gets_one_tempo_and_starts_with_a_bar() -> None:
    noise = np.random.default_rng(1).normal(0, 0.005, 32)
    laid = grid(1.0 + 0.5 * np.arange(32) + noise, Measure(4, 2), first_note=1.0)
    assert len(laid.tempos) == 1
    assert laid.tempos["bpm"][0] == pytest.approx(120, abs=0.5)
    assert laid.first == 2  # two beats are left of the bar in which the first note lies
    assert laid.origin == pytest.approx(0.0, abs=0.02)
    assert laid.ticks(np.array([2.0, 2.13])).tolist() == [4 * QUARTER, 4 * QUARTER + 120]


def test_a_piece_that_slows_down_is_followed() -> None:
    line = np.cumsum(np.linspace(0.4, 0.8, 40))
    laid = grid(line, Measure(4, 0), first_note=float(line[0]))
    assert laid.tempos["bpm"][0] > 140
    assert laid.tempos["bpm"][-1] < 80
    ticks = laid.ticks(line[4:36])
    assert ticks.tolist() == [QUARTER * (4 + i) for i in range(32)]


def test_beats_before_the_first_note_are_left_out() -> None:
    laid = grid(0.5 * np.arange(40), Measure(4, 0), first_note=5.0)
    assert laid.origin == pytest.approx(4.0, abs=0.01)
    assert laid.first == 0
    assert laid.ticks(np.array([5.0])).tolist() == [2 * QUARTER]


def test_without_a_beat_the_notes_are_still_placed() -> None:
    laid = grid(np.zeros(0), Measure(4, 0), first_note=2.0)
    assert laid.origin == pytest.approx(2.0)
    assert laid.ticks(np.array([2.0, 3.0])).tolist() == [0, 2 * QUARTER]
