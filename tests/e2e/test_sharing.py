"""Sharing as people do it: from the studio to a visitor, into a gallery, a frame and a phone."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FrameLocator, Page, expect

from tests.e2e.studio import LOUD, Studio

SOUND_SECONDS = 60.0


def sounds(place: Page | FrameLocator) -> None:
    """Wait until the master's meter shows music."""
    meter = place.get_by_test_id("level-meter")
    expect(meter).to_have_attribute("data-level", LOUD, timeout=SOUND_SECONDS * 1000)


def shared(studio: Studio, audience: str) -> str:
    """Open a song of the library, share it; the address of its page."""
    page = studio.page
    page.goto("/library")
    page.locator("a.song-title").first.click()
    studio.of("share-song").click()
    studio.of(f"audience-{audience}").check()
    studio.of("save-share").click()
    return studio.of("link").input_value()


def test_a_visitor_hears_a_shared_song_and_takes_it_along(open_page: Callable[..., Page]) -> None:
    link = shared(Studio.signed_up(open_page()), "unlisted")
    page = open_page()
    page.goto(link)
    title = page.get_by_test_id("piece-title").inner_text()
    page.get_by_test_id("play").click()
    sounds(page)
    page.get_by_test_id("mute").first.click()
    expect(page.get_by_test_id("mute").first).to_have_attribute("aria-pressed", "true")
    page.get_by_test_id("pause").click()
    page.get_by_test_id("fork").click()
    page.get_by_role("link", name="Make an account").click()
    page.fill("#name", "Bo")
    page.fill("#email", f"{abs(hash(link))}@example.org")
    page.fill("#password", "a whole rest")
    page.get_by_test_id("sign-up").click()
    page.goto(link)
    page.get_by_test_id("fork").click()
    page.wait_for_url("**/studio/*")
    expect(page.get_by_test_id("song-title")).to_have_text(title)


def test_a_link_that_is_taken_back_leads_nowhere(open_page: Callable[..., Page]) -> None:
    studio = Studio.signed_up(open_page())
    link = shared(studio, "unlisted")
    visitor = open_page()
    assert visitor.goto(link).status == 200
    studio.of("audience-private").check()
    studio.of("save-share").click()
    expect(studio.of("link")).to_have_count(0)
    assert visitor.goto(link).status == 404


def test_the_gallery_is_searched_and_played(open_page: Callable[..., Page]) -> None:
    link = shared(Studio.signed_up(open_page(), "Zora Quill"), "public")
    page = open_page()
    page.goto("/gallery")
    page.get_by_test_id("gallery-search").fill("quill")
    page.get_by_test_id("gallery-search").press("Enter")
    rows = page.get_by_test_id("recent").get_by_test_id("piece")
    expect(rows).to_have_count(1)
    rows.get_by_role("button").click()
    sounds(page)
    rows.get_by_role("link").click()
    expect(page).to_have_url(link)
    expect(page.get_by_test_id("plays")).to_have_text("1 play")
    page.get_by_test_id("near").get_by_role("link").first.click()
    expect(page.get_by_test_id("piece-title")).to_be_visible()


def test_the_landing_page_plays_both_systems(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto("/")
    expect(page.get_by_test_id("hero-play")).to_be_enabled()
    page.get_by_test_id("hero-play").click()
    sounds(page)
    page.get_by_test_id("switch").click()
    expect(page.locator("[data-side=source]")).to_have_attribute("aria-pressed", "true")
    sounds(page)
    page.get_by_test_id("piece").first.get_by_role("button").click()
    expect(page.get_by_test_id("hero-play")).to_have_attribute("aria-pressed", "false")
    sounds(page)


def test_a_visitor_reads_the_engraved_score(open_page: Callable[..., Page]) -> None:
    link = shared(Studio.signed_up(open_page()), "unlisted")
    for address in (link, "/s/jazz-2"):  # one that a worker engraves, and one of our own
        page = open_page()
        page.goto(address)
        page.get_by_test_id("score").click()
        systems = page.get_by_test_id("listen-score").locator(".score-system > svg")
        expect(systems.first).to_be_visible(timeout=120_000)
        note = systems.first.locator("g.score-note").last
        note.dispatch_event("click")
        expect(note).to_have_class(re.compile(r"\bis-heard\b"))
        expect(page.get_by_test_id("position")).not_to_have_text("1.1")
    page.get_by_test_id("section-1").click()
    expect(page.get_by_test_id("position")).to_have_text("1.1")


def test_the_player_plays_in_a_frame(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto("/models")  # a page of our own: nobody else's is at hand without a network
    page.evaluate("""() => {
        const frame = document.createElement("iframe");
        frame.src = "/s/jazz-1/embed";
        document.getElementById("main").prepend(frame);
    }""")
    frame = page.frame_locator("iframe")
    frame.get_by_test_id("play").click()
    sounds(frame)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_public_pages_are_accessible_and_fit_a_phone(
    open_page: Callable[..., Page], shoot: Callable[[Page, str], None], theme: str
) -> None:
    page = open_page(phone=True, theme=theme, bypass_csp=True)
    for path in ("/", "/gallery", "/models", "/models/jazz", "/s/jazz-3", "/s/jazz-3/embed"):
        page.goto(path)
        if "/s/" in path:
            expect(page.get_by_test_id("play")).to_be_enabled()
        found = Axe().run(page)
        assert found.violations_count == 0, f"{path}\n{found.generate_report()}"
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= (page.viewport_size or {})["width"], f"{path} is {wide} px wide"
        shoot(page, f"phone-{path.strip('/').replace('/', '-') or 'landing'}-{theme}")
