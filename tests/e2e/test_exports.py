"""A take is made into a file of another kind, and comes down by itself."""

from pathlib import Path

import music21
import soundfile
from playwright.sync_api import expect

from tests.e2e.studio import Studio


def test_a_song_is_downloaded_as_sound(studio: Studio, tmp_path: Path) -> None:
    studio.generate(bars="4")
    studio.finished()
    studio.of("exports").locator("summary").click()
    with studio.page.expect_download(timeout=90_000) as waiting:
        studio.of("export-flac").click()
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    assert path.suffix == ".flac"
    assert soundfile.info(path).duration > 4


def test_what_cannot_be_made_is_told_under_the_row_that_was_pressed(studio: Studio) -> None:
    error = {"code": "invalid", "message": "No.", "cure": "Try less.", "field": None}
    studio.page.route("**/exports", lambda route: route.fulfill(status=422, json={"error": error}))
    studio.generate(bars="4")
    studio.finished()
    studio.of("exports").locator("summary").click()
    studio.of("export-flac").click()
    row = studio.page.get_by_role("listitem").filter(has=studio.of("export-flac"))
    expect(row.get_by_role("alert")).to_have_text("No. Try less.")
    expect(row.get_by_role("alert")).to_be_in_viewport(ratio=1)


def test_the_library_makes_files_as_well(studio: Studio, tmp_path: Path) -> None:
    page = studio.page
    page.goto("/library")
    row = page.locator("li", has=page.get_by_test_id("more")).first
    row.get_by_test_id("more").click()
    row.get_by_test_id("export-kind").select_option("lead")
    with page.expect_download(timeout=90_000) as waiting:
        row.get_by_test_id("export-get").click()
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    assert path.name.endswith(" lead sheet.musicxml")
    assert len(music21.converter.parseData(path.read_bytes()).parts) == 1
    row.get_by_test_id("export-kind").select_option("recipe")
    with page.expect_download() as recipe:
        row.get_by_test_id("export-get").click()
    assert recipe.value.suggested_filename.endswith(" recipe.json")
