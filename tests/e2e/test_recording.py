"""A recording is brought, becomes notes, and plays on beside them."""

from pathlib import Path

from playwright.sync_api import expect

from backend.music import midi
from tests.e2e import files
from tests.e2e.studio import LOUD, Studio
from tests.music.hearing.conftest import demo, record


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


def test_the_recording_has_a_strip_of_its_own_that_is_kept(studio: Studio, tmp_path: Path) -> None:
    studio.bring(record(midi.read(files.tune()), tmp_path / "scale.flac"))
    expect(studio.of("recording")).to_be_visible(timeout=300_000)
    studio.of("fader-recording").focus()
    studio.page.keyboard.press("ArrowDown")
    studio.page.keyboard.press("ArrowDown")
    studio.of("mute-recording").click()
    studio.of("effects-recording").click()
    studio.of("effect-add").select_option(index=1)
    studio.page.keyboard.press("Escape")
    song = studio.page.evaluate("location.pathname.split('/').pop()")
    kept = f"/api/v1/songs/{song}/takes/1/edits"

    def edits() -> list[dict[str, object]]:
        found: list[dict[str, object]] = studio.page.request.get(kept).json()["edits"]
        return found

    expect(studio.of("strip")).not_to_have_count(0)
    studio.page.wait_for_timeout(1500)  # until the list is sent
    assert [(edit["verb"], edit["track"]) for edit in edits()] == [
        ("volume", "recording"), ("mute", "recording"), ("effects", "recording"),
    ]  # fmt: skip
    studio.page.reload()
    expect(studio.of("mute-recording")).to_have_attribute("aria-pressed", "true")
    expect(studio.of("recording").locator(".strip-db")).to_have_text("−1 dB")
    studio.of("mute-recording").click()
    # A bar that is cut out takes its sound along, and the rest plays on.
    studio.of("open-edits").click()
    studio.of("edit-verb").select_option("cut")
    studio.of("edit-first_bar").fill("1")
    studio.of("edit-last_bar").fill("1")
    studio.of("add-edit").click()
    expect(studio.of("edits-list")).to_contain_text("Cut bar 1")
    expect(studio.of("edits-list")).to_contain_text("Recording: volume −1 dB")
    studio.page.keyboard.press("Escape")
    studio.of("solo-recording").click()
    studio.of("play").click()
    expect(studio.of("meter-recording")).to_have_attribute("data-level", LOUD)


def test_the_drums_of_a_recording_play(studio: Studio, tmp_path: Path) -> None:
    studio.bring(record(demo("hiphop-3", 8), tmp_path / "band.flac"))
    expect(studio.of("recording")).to_be_visible(timeout=300_000)
    drums = studio.page.get_by_role("button", name="Solo Drums", exact=True)
    expect(drums).to_be_visible()
    drums.click()
    number = str(drums.get_attribute("data-testid")).removeprefix("solo-")
    studio.of("play").click()
    expect(studio.of(f"meter-{number}")).to_have_attribute("data-level", LOUD)
    studio.of("play").click()
