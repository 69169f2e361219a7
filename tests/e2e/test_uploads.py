"""Bad uploads: a clear message in the page, nothing stored, and the next good file goes through."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.files import BAD, HUGE, many_tracks, tune, written
from tests.e2e.studio import Studio

CASES = {**BAD, "50 MB": ("huge.mid", HUGE), "10,000 tracks": ("many.mid", many_tracks())}


@pytest.mark.parametrize("kind", CASES)
def test_a_bad_upload_says_what_it_is_and_leaves_nothing(
    studio: Studio, tmp_path: Path, kind: str
) -> None:
    before = studio.page.request.get("/api/v1/songs").json()["songs"]
    studio.bring(written(tmp_path, *CASES[kind]))
    if studio.of("error").count() == 0:  # the page itself refuses what is empty or too large
        studio.of("restyle").click()
    error = studio.of("error")
    expect(error).to_be_visible()
    said = error.inner_text()
    assert len(said) > 30
    for leak in ("Traceback", "Exception", "Internal", "undefined", "null"):
        assert leak not in said
    assert studio.page.request.get("/api/v1/songs").json()["songs"] == before
    expect(studio.of("restyle")).to_be_enabled()


def test_after_a_refusal_a_good_file_is_restyled(studio: Studio, tmp_path: Path) -> None:
    studio.bring(written(tmp_path, *BAD["renamed PNG"]))
    studio.of("restyle").click()
    expect(studio.of("error")).to_contain_text("PNG")
    studio.bring(written(tmp_path, "harbour.mid", tune()))
    expect(studio.of("error")).to_have_count(0)
    studio.of("restyle").click()
    studio.finished()


def test_nothing_chosen_is_said_before_anything_is_sent(studio: Studio) -> None:
    studio.of("tab-restyle").click()
    studio.of("restyle").click()
    expect(studio.page.get_by_role("alert")).to_have_text("Bring a MIDI file first.")


def test_impossible_wishes_are_named_at_their_field(studio: Studio) -> None:
    studio.generate(bars="3")
    expect(studio.page.get_by_role("alert")).to_contain_text("4 to 256")
    expect(studio.of("bars")).to_be_focused()
