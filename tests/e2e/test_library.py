"""The library as people use it: found, tagged, taken along, brought back; by keys, on a phone."""

import zipfile
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.held import Held
from tests.e2e.studio import Studio


@pytest.fixture
def library(studio: Studio) -> Page:
    """The library of somebody who has just come: a song of each genre that is trained."""
    studio.page.goto("/library")
    return studio.page


def count(page: Page, words: str) -> None:
    expect(page.get_by_test_id("count")).to_have_text(words)


def titles(page: Page) -> list[str]:
    return page.locator(".songs .song-title").all_inner_texts()


def test_songs_are_found_tagged_taken_along_and_brought_back(library: Page) -> None:
    page, rows = library, library.get_by_test_id("song-row")
    every = rows.count()
    page.get_by_test_id("search").fill("jazz")
    count(page, f"1 of {every} songs")
    page.get_by_label("Search no more for jazz").click()
    page.get_by_test_id("filters").get_by_label("Country").check()
    count(page, f"1 of {every} songs")
    page.get_by_label("Not only Country").click()
    count(page, f"{every} songs")

    page.get_by_test_id("select").click()
    for row in (0, 1):
        rows.nth(row).locator("[data-pick]").check()
    expect(page.locator("[data-count]")).to_have_text("2 songs")
    picked = titles(page)[:2]
    page.locator("#bulk-tag").fill("for Nina")
    page.get_by_test_id("bulk-tag").click()
    page.get_by_role("checkbox", name="for Nina").check()
    count(page, f"2 of {every} songs")
    assert sorted(titles(page)) == sorted(picked)

    page.get_by_test_id("select").click()
    for row in (0, 1):
        rows.nth(row).locator("[data-pick]").check()
    with page.expect_download() as waiting:
        page.get_by_test_id("bulk-zip").click()
    with zipfile.ZipFile(waiting.value.path()) as archive:
        names = archive.namelist()
        assert all(archive.read(name).startswith(b"MThd") for name in names)
    assert len(names) == 2

    page.get_by_test_id("bulk-bin").click()
    expect(page.get_by_test_id("gone")).to_contain_text("2 songs are in the bin")
    page.goto("/library/bin")
    count(page, "2 songs, each for 30 days")
    page.get_by_test_id("restore").first.click()
    count(page, "1 song, each for 30 days")
    page.goto("/library")
    count(page, f"{every - 1} songs")


def test_the_library_by_keys_alone(library: Page) -> None:
    page, keys = library, library.keyboard
    every = page.get_by_test_id("song-row").count()
    keys.press("/")
    keys.type("metal")
    count(page, f"1 of {every} songs")
    (title,) = titles(page)
    song = page.locator("a.song-title").first
    page.get_by_label("Search no more for metal").focus()
    keys.press("Enter")
    count(page, f"{every} songs")
    page.evaluate("document.activeElement.blur()")
    keys.press("ArrowDown")
    expect(song).to_be_focused()
    first = song.inner_text()
    keys.press("ArrowDown")
    keys.press("ArrowUp")
    expect(song).to_be_focused()
    keys.press(" ")
    expect(page.get_by_role("button", name=f"Play {first}")).to_have_attribute(
        "aria-pressed", "true"
    )
    keys.press("F2")
    expect(page.get_by_test_id("title").first).to_be_focused()
    keys.type("By keys alone")
    keys.press("Enter")
    expect(page.locator("a.song-title", has_text="By keys alone")).to_be_visible()
    keys.press("Escape")
    page.locator("a.song-title", has_text="By keys alone").focus()
    keys.press("Delete")
    expect(page.get_by_test_id("gone")).to_contain_text("“By keys alone” is in the bin")
    page.get_by_test_id("bring-back").focus()
    keys.press("Enter")
    count(page, f"{every} songs")
    assert title


def test_the_library_on_a_phone(open_page: Callable[..., Page]) -> None:
    page = Studio.signed_up(open_page(phone=True)).page
    page.goto("/gallery")
    thumb = page.get_by_role("navigation", name="Pages")
    thumb.get_by_role("link", name="Library").tap()
    expect(page.get_by_test_id("song-row").first).to_be_visible()
    every = page.get_by_test_id("song-row").count()
    lies, tall = thumb.bounding_box(), (page.viewport_size or {})["height"]
    assert lies
    assert lies["y"] + lies["height"] == tall
    page.locator(".filters-toggle").tap()
    page.get_by_test_id("filters").get_by_label("Country", exact=False).check()
    count(page, f"1 of {every} songs")
    page.get_by_role("link", name="Show all").tap()
    count(page, f"{every} songs")
    page.get_by_test_id("song-row").first.get_by_role("button", name="Play").tap()
    bar = page.locator("[data-now]")
    expect(bar).to_be_visible()
    box = bar.bounding_box()
    assert box
    assert box["y"] + box["height"] <= lies["y"] + 1  # above the pages, not under them
    page.get_by_test_id("more").first.tap()
    page.get_by_test_id("delete").first.tap()
    expect(page.get_by_test_id("gone")).to_be_visible()
    count(page, f"{every - 1} songs")
    page.get_by_test_id("bring-back").tap()
    count(page, f"{every} songs")


def test_quick_presses_do_not_get_into_each_other(library: Page) -> None:
    page, rows = library, library.get_by_test_id("song-row")
    every, (first, second, third, *_) = rows.count(), titles(page)

    # Two songs go to the bin, each by a double press, and a search comes before the first is there.
    deeds = Held(page, "**/library/songs")
    for row in (0, 1):
        delete = rows.nth(row).get_by_test_id("delete")
        delete.evaluate("(button) => { button.click(); button.click() }")
    page.get_by_test_id("search").fill(third)
    page.wait_for_timeout(500)  # longer than a search rests
    assert deeds.count == 1
    deeds.take().continue_()
    deeds.take().continue_()
    count(page, f"1 of {every - 2} songs")
    page.goto("/library/bin")
    assert sorted(titles(page)) == sorted((first, second))
    assert deeds.count == 2

    # The song that was pressed last is heard, though the notes of another come later.
    page.goto("/library")
    wanted = titles(page)[1]
    score = f"**/songs/{rows.first.get_attribute('data-song')}/score"
    late = Held(page, score)
    rows.first.locator("[data-play]").click()
    rows.nth(1).locator("[data-play]").click()
    playing = page.locator("[data-now-title]")
    expect(playing).to_have_text(wanted)
    with page.expect_response(score):
        late.take().continue_()
    page.wait_for_timeout(300)
    expect(playing).to_have_text(wanted)
    expect(page.get_by_test_id("error")).to_be_hidden()
