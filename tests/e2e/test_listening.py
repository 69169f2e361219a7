"""What is heard, sample by sample: the page's own player renders into memory and NumPy listens."""

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from playwright.sync_api import Page

from tests.e2e.samples import rehearsed

Samples = npt.NDArray[np.float32]
Listen = Callable[..., Samples]
RATE = 48_000
QUARTER = 480
BEAT = 0.5  # seconds; 120 quarters a minute
SILENCE = 1e-4  # amplitude; what synths leave behind when their strip is shut
SOFT = 0.12  # amplitude; a third of a note's own, so that none is missed
EDGE = 0.01  # seconds: how long a note takes to reach that amplitude, and the limiter to pass it on


@pytest.fixture
def listen(open_page: Callable[..., Page]) -> Listen:
    """Plays a score and returns the left channel; `prepare` and `meanwhile` are told the player."""
    page = open_page(bypass_csp=True)  # the test's own words are evaluated in the page
    page.goto("/sign-in")

    def heard(
        score: dict[str, Any],
        seconds: float,
        prepare: str = "",
        meanwhile: str = "",
        *,
        sampled: bool = False,
    ) -> Samples:
        return rehearsed(page, score, seconds, RATE, prepare, meanwhile, sampled=sampled)[0]

    return heard


def _track(pitch: int, beats: range) -> dict[str, Any]:
    """A note of half a beat on each of `beats`."""
    notes = [[beat * QUARTER, QUARTER // 2, pitch, 100] for beat in beats]
    mix = {"volumeDb": 0, "pan": 0, "muted": False, "effects": [], "controls": [], "bends": []}
    return {"name": "", "role": "", "program": 0, "isDrum": False, **mix, "notes": notes}


def _score(
    *tracks: dict[str, Any], metre: tuple[int, int] = (4, 4), bars: int = 4
) -> dict[str, Any]:
    bar = QUARTER * 4 * metre[0] // metre[1]
    return {
        "ticksPerQuarter": QUARTER, "end": bars * bar, "tempos": [[0, 120]],
        "metres": [[0, *metre]], "key": None, "chords": [],
        "bars": [index * bar for index in range(bars)], "tracks": list(tracks),
        "mastering": None,
    }  # fmt: skip


def _onsets(samples: Samples, floor: float = 0.25) -> npt.NDArray[np.float64]:
    """Seconds at which sound begins after at least 40 ms of less than `floor`."""
    loud = np.flatnonzero(np.abs(samples) > floor)
    first = np.diff(loud, prepend=-RATE) > RATE / 25
    return loud[first] / RATE


def _off(onsets: npt.NDArray[np.float64], start: float, beat: float = BEAT) -> float:
    """Seconds by which the worst of `onsets` lies beside the beats that go on from `start`."""
    return float(np.abs((onsets - start + beat / 2) % beat - beat / 2).max())


def _strength(samples: Samples, hertz: float) -> float:
    """Amplitude of the partial nearest to `hertz`."""
    window = np.hanning(len(samples))
    spectrum = np.abs(np.fft.rfft(samples * window)) / window.sum() * 2
    at = round(hertz * len(samples) / RATE)
    return float(spectrum[max(0, at - 3) : at + 4].max())


def _pitch(samples: Samples) -> float:
    """Hertz of the strongest partial."""
    padded = np.abs(np.fft.rfft(samples * np.hanning(len(samples)), 16 * len(samples)))
    return float(padded.argmax() * RATE / (16 * len(samples)))


def _seats(score: dict[str, Any], synth: str | None = "piano", **more: dict[int, Any]) -> str:
    """Words that seat the players of a score at a synth, some of them otherwise."""
    plain = {"program": 0, "isDrum": False, "synth": synth, "decibels": 0, "pan": 0}
    heard = {"muted": False, "solo": False, "effects": []}
    seats = [
        plain | heard | {name: value[index] for name, value in more.items() if index in value}
        for index in range(len(score["tracks"]))
    ]  # fmt: skip
    return f"player.seat({json.dumps(seats)})"


def test_mute_solo_and_faders_are_heard_in_the_samples(listen: Listen) -> None:
    low, high = 220.0, 932.3  # A3 and B flat 5, which is none of its partials
    score = _score(_track(57, range(8)), _track(82, range(8)))

    def heard(seats: str = "", seconds: float = 2) -> Samples:
        return listen(score, seconds, f"player.setVolume(50); {seats}")  # the limiter has no say

    both = heard()
    assert _strength(both, low) > 0.01
    assert _strength(both, high) > 0.01
    assert np.abs(heard(_seats(score, muted={0: True, 1: True}))).max() < SILENCE
    muted = heard(_seats(score, muted={0: True}))
    assert _strength(muted, low) < 0.01 * _strength(both, low)
    assert _strength(muted, high) == pytest.approx(_strength(both, high), rel=0.05)
    alone = heard(_seats(score, solo={0: True}))
    assert _strength(alone, high) < 0.01 * _strength(both, high)
    softer = heard(_seats(score, decibels={0: -20}, muted={1: True}))
    louder = heard(_seats(score, muted={1: True}))
    assert 20 * np.log10(_strength(softer, low) / _strength(louder, low)) == pytest.approx(
        -20, abs=1
    )
    right = heard(_seats(score, pan={0: 1, 1: 1}))
    assert np.abs(right[RATE // 5 :]).max() < 0.01, "the left channel is heard"
    for synth in ("piano", "fm", "am", "pluck", "membrane"):
        alone = heard(_seats(score, synth, muted={1: True}), 1)
        assert np.abs(alone).max() > 0.02, f"{synth} is silent"


def test_seeking_lands_on_the_beat_and_speed_keeps_the_pitch(listen: Listen) -> None:
    # A4 on the beats of the first bar, and an octave higher from the second on.
    score = _score(_track(69, range(4)), _track(81, range(4, 16)))
    plain = _onsets(listen(score, 2), SOFT)
    start = plain[0]
    assert start < 0.06
    assert len(plain) == 4
    assert _off(plain, start) < EDGE

    sought = listen(score, 1.5, f"player.seek({5 * QUARTER})")
    assert _off(_onsets(sought, SOFT), start) < EDGE
    assert _pitch(sought) == pytest.approx(880, rel=0.003)
    jump = (
        f"if (!window.jumped && at > 0.7) {{ window.jumped = true; player.seek({4 * QUARTER}); }}"
    )
    after = listen(score, 2, "window.jumped = false", jump)
    landed = [onset for onset in _onsets(after, SOFT) if onset > 0.7]
    assert _off(np.array(landed), landed[-1]) < EDGE
    assert _pitch(
        after[round(landed[0] * RATE) : round((landed[0] + 0.25) * RATE)]
    ) == pytest.approx(880, rel=0.005)

    for percent in (25, 50, 200):
        beat = BEAT * 100 / percent
        heard = listen(score, 2 * beat, f"player.setSpeed({percent})")
        assert _onsets(heard, SOFT)[:2] == pytest.approx([start, start + beat], abs=EDGE)
        note = heard[round(start * RATE) : round((start + beat / 2) * RATE)]
        assert _pitch(note) == pytest.approx(440, rel=0.005), f"another pitch at {percent} %"


def test_one_take_goes_over_into_another_without_a_gap(listen: Listen) -> None:
    held = {**_track(69, range(0)), "notes": [[0, 16 * QUARTER, 69, 100]]}
    steady, other = _score(_track(57, range(16))), _score(_track(81, range(16)))
    over = """const [first, second] = {scores};
      const want = Math.floor((at + 0.27) / 0.8) % 2; // within notes and between them
      if (want !== (player.heard ?? 0)) {{
        player.heard = want; player.switchTo(want ? second : first, null, {seats}); }}"""

    def crossed(first: dict[str, Any], second: dict[str, Any], synth: str) -> Samples:
        seats = _seats(first, synth)
        seated = seats.removeprefix("player.seat(").removesuffix(")")
        words = over.format(scores=json.dumps([first, second]), seats=seated)
        return listen(first, 6, seats, words)

    # The beat goes on from where it was: no switch moves it.
    beats = _onsets(crossed(steady, other, "pluck"), SOFT)
    assert len(beats) >= 12
    assert _off(beats, beats[0]) < EDGE, beats
    # What both hold is never gone for longer than a note takes to begin.
    sound = crossed(_score(held), _score(held), "am")[RATE // 4 : -RATE // 4]
    loud = np.sqrt(np.mean(sound.reshape(-1, RATE // 200) ** 2, axis=1))  # every 5 ms
    quiet = np.flatnonzero(loud < 0.2 * np.median(loud))
    gaps = np.split(quiet, np.flatnonzero(np.diff(quiet) > 1) + 1)
    assert max(len(gap) for gap in gaps) <= 3, "a hole of more than 15 ms"


def test_a_loop_repeats_sample_by_sample_and_the_metronome_keeps_the_beat(listen: Listen) -> None:
    score = _score(_track(69, range(4)), _track(57, range(0, 16, 3)))
    # Strings are played from samples: of oscillators no two start at the same place of a sample.
    strings = _seats(score, "pluck")
    loop = f"{strings}; player.setLoop({{ from: 0, to: {2 * QUARTER} }})"
    heard = listen(score, 5, loop)
    round_ = int(2 * BEAT * RATE)
    rounds = [heard[1000 + k * round_ : 1000 + (k + 1) * round_] for k in range(1, 4)]
    assert np.abs(rounds[0]).max() > 0.05
    for other in rounds[1:]:
        assert np.abs(rounds[0] - other).max() < 1e-3, "one round differs from another"

    waltz = _score(_track(69, range(0)), metre=(3, 4))
    clicks = listen(waltz, 3.5, "player.setMetronome(true)")
    onsets = _onsets(clicks)
    assert np.diff(onsets) == pytest.approx([BEAT] * 6, abs=EDGE)
    for index, onset in enumerate(onsets):
        click = clicks[round(onset * RATE) : round((onset + 0.04) * RATE)]
        assert _pitch(click) == pytest.approx(1760 if index % 3 == 0 else 1175, rel=0.03)

    counted = listen(_score(_track(57, range(4)), metre=(3, 4)), 3, "player.setCountIn(true)")
    assert _onsets(counted)[3] - _onsets(counted)[0] == pytest.approx(3 * BEAT, abs=EDGE)
    music = counted[round((_onsets(counted)[3]) * RATE) :]
    assert _strength(music, 220) > 0.01
    assert _strength(counted[: round(1.4 * RATE)], 220) < SILENCE


def test_each_player_has_the_sound_that_was_chosen_for_it(listen: Listen) -> None:
    score = _score(_track(69, range(4)), _track(82, range(4)))
    high = 932.3  # B flat 5
    first = {"muted": {1: True}}

    def sampled(**seats: Any) -> Samples:
        return listen(score, 2, _seats(score, None, **seats), sampled=True)

    organ = sampled(program={0: 19}, **first)
    bass = sampled(program={0: 33}, **first)
    for heard in (organ, bass):
        assert np.abs(heard).max() > 0.05
        assert _strength(heard, 440) + _strength(heard, 880) > 0.01
        assert _strength(heard, high) < 0.002, "a muted player is heard"
    share = [_strength(heard, 440) / _strength(heard, 880) for heard in (organ, bass)]
    assert max(share) > 2 * min(share), "two programs sound alike"
    both = sampled(program={0: 19, 1: 0})
    assert _strength(both, high) > 0.005
    assert np.abs(sampled(muted={0: True, 1: True})).max() < SILENCE
    tones = [
        listen(score, 2, _seats(score, synth, **first))
        for synth in ("piano", "fm", "am", "pluck", "membrane")
    ]
    colours = [[_strength(tone, 440 * part) for part in (1, 1.5, 2, 3, 4)] for tone in tones]
    shapes = np.array(colours) / np.linalg.norm(colours, axis=1, keepdims=True)
    alike = shapes @ shapes.T - np.eye(len(tones))
    assert alike.max() < 0.9995, "two synths sound alike"


def test_a_key_is_heard_before_there_are_players(listen: Listen) -> None:
    pressed = "player.touch(0, 69, 110)"
    heard = listen(_score(), 1, pressed, sampled=True)
    seated = listen(_score(_track(69, range(0))), 1, pressed, sampled=True)
    assert _strength(heard, 440.0) > 0.5 * _strength(seated, 440.0) > 1e-3
