"""Every page under axe in both themes, and the whole visit on a phone."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.files import tune, written
from tests.e2e.studio import Studio


def _clean(page: Page) -> None:
    """No accessibility violations by axe's rules."""
    page.wait_for_timeout(300)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pages_without_an_account_are_accessible(
    open_page: Callable[..., Page], shoot: Callable[[Page, str], None], theme: str
) -> None:
    page = open_page(theme=theme, bypass_csp=True)  # axe is put into the page as a script
    for path in ("/", "/sign-in", "/sign-up", "/api/docs", "/nowhere"):
        page.goto(path)
        _clean(page)
        shoot(page, f"{path.strip('/').replace('/', '-') or 'landing'}-{theme}")
    page.goto("/sign-up")
    page.get_by_test_id("sign-up").click()
    expect(page.get_by_role("alert")).to_be_focused()
    _clean(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pages_of_an_account_are_accessible(
    open_page: Callable[..., Page], shoot: Callable[[Page, str], None], tmp_path: Path, theme: str
) -> None:
    studio = Studio.signed_up(open_page(theme=theme, bypass_csp=True))
    _clean(studio.page)
    studio.of("choose-players").click()
    _clean(studio.page)
    studio.generate(bars="4")
    studio.finished()
    _clean(studio.page)
    studio.bring(written(tmp_path, "harbour.mid", tune()))
    _clean(studio.page)
    shoot(studio.page, f"studio-{theme}")
    studio.page.goto("/library")
    studio.of("more").first.click()
    _clean(studio.page)
    studio.of("delete").first.click()
    _clean(studio.page)
    shoot(studio.page, f"library-delete-{theme}")
    studio.page.goto("/account")
    _clean(studio.page)
    shoot(studio.page, f"account-{theme}")


def _fits(page: Page) -> None:
    """Nothing sticks out to the right."""
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= (page.viewport_size or {})["width"], f"{page.url} is {wide} px wide"


def test_the_whole_visit_on_a_phone(
    open_page: Callable[..., Page], shoot: Callable[[Page, str], None], tmp_path: Path
) -> None:
    page = open_page(phone=True, bypass_csp=True)
    page.goto("/")
    _fits(page)
    shoot(page, "landing-phone")
    studio = Studio.signed_up(page)
    _fits(page)
    studio.generate(bars="4")
    expect(studio.of("roll")).to_be_visible()
    studio.heard()
    studio.finished()
    for name in ("Listen", "Players", "Report", "Ask"):
        studio.sheet(name)
        _fits(page)
        _clean(page)
        shoot(page, f"studio-phone-{name.lower()}")
    studio.bring(written(tmp_path, "harbour.mid", tune()))
    studio.of("restyle").click()
    expect(studio.of("side-a")).to_be_visible(timeout=60_000)
    shoot(page, "studio-phone-restyle")
    page.goto("/library")
    _fits(page)
    _clean(page)
    shoot(page, "library-phone")
    page.goto("/account")
    _fits(page)


def test_less_motion_is_respected(open_page: Callable[..., Page]) -> None:
    page = open_page(reduced_motion="reduce")
    page.goto("/")
    duration = page.locator("html").evaluate(
        "e => getComputedStyle(e).getPropertyValue('--duration-move').trim()"
    )
    assert float(duration.rstrip("ms")) == 0


def test_the_first_load_is_light(open_page: Callable[..., Page]) -> None:
    """Scripts before the SoundFont, as gzip would send them, stay under 300 KB."""
    page = open_page()
    scripts: dict[str, int] = {}

    def weigh(response: object) -> None:
        url = str(getattr(response, "url", ""))
        if url.endswith(".js"):
            scripts[url] = len(gzip.compress(response.body()))  # type: ignore[attr-defined]

    page.on("requestfinished", lambda request: weigh(request.response()))
    Studio.signed_up(page)
    page.wait_for_load_state("networkidle")
    assert scripts
    total = sum(scripts.values())
    assert total < 300_000, f"{total} bytes of script in {len(scripts)} files"
