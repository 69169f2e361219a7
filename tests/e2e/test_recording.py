"""A recording is brought, becomes notes, and plays on beside them."""

from pathlib import Path

from playwright.sync_api import expect

from backend.music import midi
from tests.e2e import files
from tests.e2e.studio import LOUD, Studio
from tests.music.hearing.conftest import record


def test_a_recording_is_written_down_and_plays_beside_its_notes(
    studio: Studio, tmp_path: Path
) -> None:
    sound = record(midi.read(files.tune()), tmp_path / "scale.flac")
    studio.bring(sound)
    strip = studio.of("recording")
    expect(strip).to_be_visible(timeout=300_000)  # a first listening compiles and loads
    expect(studio.of("bracket")).to_contain_text("Heard")
    expect(studio.of("drop-midi-own")).to_be_checked()  # to be restyled as it is
    studio.of("play").click()
    expect(studio.of("meter-recording")).to_have_attribute("data-level", LOUD)
    studio.of("mute-recording").click()
    expect(studio.of("mute-recording")).to_have_attribute("aria-pressed", "true")
    studio.of("play").click()
    studio.quiet()
    answer = studio.page.request.get(
        studio.page.evaluate("'/api/v1/songs/' + location.pathname.split('/').pop() + '/recording'")
    )
    assert answer.body() == sound.read_bytes()
