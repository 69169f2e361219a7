"""Effects sound alike in the page and in a rendering, by thirds of octaves; the mixer sets them."""

import base64
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from pydantic import TypeAdapter

from backend.music import midi
from backend.music.audio.effects import line_of
from backend.music.score.effects import Chain
from tests.e2e.conftest import PHONE
from tests.e2e.samples import Samples, called, thirds
from tests.e2e.studio import Studio

RATE, BLOCK, BPM = 44_100, 16_384, 96.0
LIMIT = 3.0  # dB; measured: 0.7 at most
CHAINS: dict[str, list[dict[str, Any]]] = {
    "eq": [{"kind": "eq", "low_db": 9, "mid_db": -12, "mid_hz": 2500, "mid_q": 2, "high_db": 6}],
    "compressor": [{"kind": "compressor", "threshold_db": -30, "ratio": 6, "makeup_db": 6}],
    "drive": [{"kind": "drive", "drive_db": 24, "tone_hz": 6000}],
    "chorus": [{"kind": "chorus", "depth_ms": 4, "rate_hz": 1.5}],
    "delay": [{"kind": "delay", "note": "1/8t", "feedback": 0.6, "mix": 0.5}],
    "ping-pong": [{"kind": "delay", "note": "1/8.", "ping_pong": True, "mix": 0.6}],
    "reverb": [{"kind": "reverb", "seconds": 1.2, "mix": 0.6}],
    "hall": [{"kind": "convolution", "space": "hall", "mix": 0.6}],
    "studio": [{"kind": "convolution", "space": "studio", "mix": 0.6}],
    "all": [
        {"kind": "drive", "drive_db": 9}, {"kind": "eq", "mid_db": 6, "mid_hz": 700},
        {"kind": "compressor"}, {"kind": "chorus"}, {"kind": "delay"}, {"kind": "reverb"},
    ],
}  # fmt: skip


def _signal() -> Samples:
    """Four seconds: bursts of noise, loud and soft in turn, other on the left than on the right."""
    noise = np.random.default_rng(5).uniform(-1, 1, (2, 4 * RATE))
    burst = np.arange(4 * RATE) // (RATE // 4)
    return (noise * np.choose(burst % 4, (0.5, 0.0, 0.06, 0.0))).astype(np.float32)


def _rendered(chain: list[dict[str, Any]], sound: Samples) -> Samples:
    line = line_of(TypeAdapter(Chain).validate_python(chain), RATE, BLOCK, lambda _: BPM)
    parts = [sound[:, start : start + BLOCK] for start in range(0, sound.shape[1], BLOCK)]
    return np.concatenate([line(np.ascontiguousarray(part)) for part in parts], axis=1)


@pytest.fixture
def in_the_page(open_page: Callable[..., Page]) -> Callable[..., Samples]:
    """Sends sound through a chain of the page's own nodes."""
    page = open_page(bypass_csp=True)  # the test's own words are evaluated in the page
    page.goto("/sign-in")

    def through(chain: list[dict[str, Any]], sound: Samples) -> Samples:
        words = """({ throughEffects }, [chain, sides, rate, bpm]) => {
          const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
          const sound = sides.map((side) => new Float32Array(bytes(side).buffer));
          return throughEffects(chain, sound, rate, bpm);
        }"""
        sides = [base64.b64encode(side.tobytes()).decode() for side in sound]
        return called(page, words, [chain, sides, RATE, BPM])

    return through


def test_every_effect_sounds_in_the_page_as_in_a_rendering(
    in_the_page: Callable[..., Samples],
) -> None:
    sound = _signal()
    for name, chain in CHAINS.items():
        page, rendering = in_the_page(chain, sound), _rendered(chain, sound)
        ours, theirs = thirds(rendering, RATE), thirds(page, RATE)
        apart = np.abs(ours - theirs).max()
        assert apart < LIMIT, name
        assert np.abs(page - sound).max() > 0.1, f"{name} does nothing"


def test_the_mixer_sets_effects_that_are_kept_and_taken_along(
    open_page: Callable[..., Page], shoot: Callable[[Page, str], None]
) -> None:
    page = open_page(bypass_csp=True)  # axe is put into the page as a script
    studio = Studio.signed_up(page)
    studio.generate(bars="4")
    studio.finished()
    studio.of("effects-0").click()
    studio.of("effect-add").select_option("delay:Tape echo")
    studio.of("effect-add").select_option("convolution:Hall")
    expect(studio.of("effect")).to_have_count(2)
    feedback = studio.of("knob-0-feedback")
    expect(feedback).to_have_attribute("aria-valuetext", "45 %")
    feedback.press("ArrowRight")
    expect(feedback).to_have_attribute("aria-valuetext", "46 %")
    feedback.press("End")
    expect(feedback).to_have_attribute("aria-valuetext", "90 %")
    expect(studio.of("preset-0")).to_have_value("")  # no longer the tape as it was
    page.get_by_role("button", name="Delay later").click()
    expect(studio.of("preset-0")).to_have_value("Hall")
    page.wait_for_timeout(300)  # until colours have settled, which axe measures
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    shoot(page, "effects")
    page.keyboard.press("Escape")
    expect(studio.of("effects-0")).to_be_focused()
    expect(studio.of("effects-0")).to_have_attribute("data-on", "true")

    studio.of("effects-master").click()
    studio.of("effect-add").select_option("compressor:Gentle")
    loudness = studio.of("master-loudness")
    loudness.press("ArrowLeft")
    expect(loudness).to_have_attribute("aria-valuetext", "−14.5 LUFS")
    shoot(page, "effects-master")
    page.keyboard.press("Escape")
    expect(studio.of("effects-master")).to_contain_text("−14.5 LUFS, Gentle")
    page.get_by_test_id("song-title").click()
    page.keyboard.press("Space")
    studio.sounds()
    expect(studio.of("loudness")).to_have_text(re.compile(r"^−\d+\.\d LUFS$"))
    page.keyboard.press("Space")
    shoot(page, "mixer-effects")

    expect(studio.of("edit-state")).to_have_attribute("data-state", "kept")
    song = page.url.rsplit("/", 1)[-1]
    score = page.request.get(f"/api/v1/songs/{song}/score").json()
    hall, echo = score["tracks"][0]["effects"]
    assert (hall["kind"], echo["kind"], echo["feedback"]) == ("convolution", "delay", 0.9)
    assert score["mastering"]["loudness_lufs"] == -14.5
    carried = midi.read(page.request.get(f"/api/v1/songs/{song}/midi").body())
    assert [effect.kind for effect in carried.tracks[0].effects] == ["convolution", "delay"]
    page.reload()
    expect(studio.of("effects-0")).to_have_attribute("aria-label", re.compile("Hall, Delay$"))
    page.set_viewport_size(PHONE)
    studio.sheet("Players")
    shoot(page, "mixer-effects-phone")
    studio.of("effects-0").click()
    expect(studio.of("effect")).to_have_count(2)
    shoot(page, "effects-phone")
