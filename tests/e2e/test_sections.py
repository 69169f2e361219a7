"""Sections in the studio: their names on the ruler, gone to, looped, selected and named anew."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.studio import Studio


def test_sections_are_gone_to_looped_selected_and_named(
    studio: Studio, shoot: Callable[[Page, str], None]
) -> None:
    page = studio.page
    studio.generate(bars="32")
    studio.finished()
    studio.of("stop-playing").click()
    expect(studio.of("undo")).to_be_disabled()
    take = f"/api/v1/songs/{page.url.rsplit('/', 1)[-1]}/takes/1"
    score = page.request.get(f"{take}/score").json()
    places = [(score["bars"].index(tick) + 1, name) for tick, name in score["markers"]]
    assert places[0][0] == 1
    (second, name), after = places[1], (places[2:] or [(33, "")])[0][0]
    first = studio.of("section-1")
    expect(first).to_contain_text(places[0][1])
    first.focus()
    page.keyboard.press("End")
    expect(first.locator("..")).to_have_class("section-away")
    expect(first).to_be_focused()
    page.keyboard.press("Home")

    page.locator("body").press("Escape")
    for _ in range(5):
        page.keyboard.press("-")  # so that several sections are in view
    page.keyboard.press("PageDown")
    studio.stands_at(f"{second}.1")
    tag = studio.of(f"section-{second}")
    expect(tag).to_have_accessible_name(re.compile(f"^{name}.*bars {second}–{after - 1}$"))
    tag.click()
    shoot(page, "section-menu")
    studio.of("section-loop").click()
    expect(studio.of("section-menu")).to_be_hidden()
    tag.click()
    studio.of("section-select").click()
    expect(studio.of("first-bar")).to_have_value(str(second))
    expect(studio.of("last-bar")).to_have_value(str(after - 1))
    shoot(page, "section-looped")

    tag.click()
    studio.of("section-name").fill("Chorus")
    page.keyboard.press("Enter")
    expect(tag).to_contain_text("Chorus")
    expect(studio.of("edit-state")).to_have_text("All changes kept")
    (edit,) = page.request.get(f"{take}/edits").json()["edits"]
    assert (edit["verb"], edit["bar"], edit["name"]) == ("marker", second, "Chorus")
    studio.of("undo").click()
    expect(tag).not_to_contain_text("Chorus")
