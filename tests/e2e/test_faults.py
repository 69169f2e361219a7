"""What goes wrong is told in the page, in plain words and with what to do, and nothing is lost."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from tests.e2e.studio import Studio
from tests.e2e.test_roll import KEPT, edits, written


def test_who_is_signed_out_keeps_the_edits(studio: Studio) -> None:
    page = studio.page
    take = written(studio)
    cookies = page.context.cookies()
    page.context.clear_cookies()
    studio.of("mute-0").click()
    expect(studio.of("edit-state")).to_have_text("Signed out: kept here")
    studio.of("generate").click()
    expect(studio.of("error")).to_contain_text("You are signed out. Sign in again")
    page.context.add_cookies([dict(cookie) for cookie in cookies])  # type: ignore[list-item] # as they came
    page.reload()
    expect(studio.of("edit-state")).to_have_text(KEPT)
    assert [step["verb"] for step in edits(page, take)] == ["mute"]


def test_a_song_that_another_window_deletes_keeps_the_edits_until_it_is_back(
    studio: Studio, shoot: Callable[[Page, str], None]
) -> None:
    page = studio.page
    take = written(studio)
    other = page.context.new_page()
    other.goto("/library")
    other.get_by_test_id("more").first.click()
    other.get_by_test_id("delete").first.click()
    expect(other.get_by_test_id("gone")).to_be_visible()
    studio.of("mute-0").click()
    expect(studio.of("edit-state")).to_have_text("Song gone: kept here")
    expect(studio.of("error")).to_contain_text("This song is in the bin. Bring it back")
    shoot(page, "studio-song-gone")
    other.get_by_test_id("bring-back").click()
    expect(studio.of("edit-state")).to_have_text(KEPT)
    assert [step["verb"] for step in edits(page, take)] == ["mute"]


def test_faults_of_the_way_are_told_and_the_writing_can_be_stopped(
    open_page: Callable[..., Page],
) -> None:
    studio = Studio.signed_up(open_page(phone=True))
    page = studio.page

    def refuse(route: Route) -> None:
        route.fulfill(status=413, body="<html>nginx</html>")

    page.route("**/api/v1/generations", refuse)
    studio.generate(bars="4")
    expect(studio.of("error")).to_have_text(re.compile("That file is too large. Choose a smaller"))
    studio.sheet("Listen")
    expect(studio.of("phone-error")).to_contain_text("too large")
    studio.of("phone-error").get_by_role("button").tap()
    expect(studio.of("phone-error")).to_have_count(0)
    page.unroute("**/api/v1/generations", refuse)
    studio.sheet("Ask")
    page.route("**/api/v1/generations", lambda route: route.abort())
    studio.of("generate").tap()
    expect(studio.of("error")).to_contain_text("Check that Cadenza is running")
    page.unroute("**/api/v1/generations")

    studio.generate(bars="120", **{"compose-candidates": "4"})
    expect(studio.of("error")).to_have_count(0)
    expect(studio.of("brackets")).to_contain_text("bar")
    studio.sheet("Ask")
    studio.of("stop").tap()
    expect(studio.of("status")).to_have_text("Stopped. Nothing was kept.")
    studio.sheet("Listen")
    expect(studio.of("brackets")).to_contain_text("Stopped before its end")
