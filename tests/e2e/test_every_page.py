"""Every page there is, by the URL map: no fault by axe, no policy broken, nothing too wide."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route

from backend.app import create_app
from backend.settings import Settings
from backend.web import error_pages, errors
from backend.web.security import HEADERS
from tests.e2e.studio import Studio
from tests.fakes import FakeComposer

# The sizes and themes in which axe looks; the smallest is a desktop at 400 % zoom.
LOOKS = (("light", 1440, 900), ("dark", 390, 844))
NARROW = {"width": 320, "height": 640}
CONTRAST = {"runOnly": ["color-contrast"]}
WAIT = """() => document.fonts.ready.then(() => Promise.all(
  document.getAnimations().map((one) => one.finished.catch(() => null))))"""


def addresses(folder: Path, ids: dict[str, str]) -> list[str]:
    """Every page, with ids where its address has some; those that lead to files are left out."""
    app = create_app(Settings(instance=folder, secret_key="x"), FakeComposer())
    found = {"/nowhere"}
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<(?:\w+:)?(\w+)>", lambda name: ids.get(name[1], "<>"), str(rule))
        if "GET" in (rule.methods or ()) and "<>" not in path and rule.endpoint != "static":
            found.add(path)
    return sorted(path for path in found if not path.startswith("/api/v1") and "export" not in path)


def faults_of(page: Page, path: str) -> list[str]:
    """What is wrong with a page in all its looks."""
    answer = page.goto(path, wait_until="domcontentloaded", timeout=60_000)
    if answer is None or "text/html" not in answer.headers.get("content-type", ""):
        return []
    faults = []
    for theme, width, height in LOOKS:
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=theme)
        page.evaluate(WAIT)
        found = axe(page, None)
        faults += [f"{path} {theme} {width}: {fault}" for fault in found]
    page.set_viewport_size({"width": 1440, "height": 900})
    faults += [f"{path} dark 1440: {fault}" for fault in axe(page, CONTRAST)]
    page.set_viewport_size(NARROW)
    wide = page.evaluate("document.documentElement.scrollWidth")
    if wide > NARROW["width"]:
        faults.append(f"{path} is {wide} px wide on a screen of {NARROW['width']}")
    page.emulate_media(color_scheme="light")
    return faults


def axe(page: Page, options: dict[str, object] | None) -> list[str]:
    """The violations, each with the element that it is about."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)  # by the debugger, so that the policy holds for the page
    given = options or {}
    found = page.evaluate("(options) => axe.run(options).then((r) => r.violations)", given)
    return [f"{one['id']} {[node['html'][:120] for node in one['nodes'][:3]]}" for one in found]


def test_every_page_of_a_fault(open_page: Callable[..., Page], tmp_path: Path) -> None:
    app = create_app(Settings(instance=tmp_path, secret_key="x"), FakeComposer())
    with app.test_request_context():
        bodies = {f"/fault-{status}": errors.page_of(status) for status in error_pages.TITLES}
    page, faults = open_page(reduced_motion="reduce"), []
    headers = {"Content-Type": "text/html", **HEADERS}

    def answer(route: Route) -> None:
        route.fulfill(body=bodies[urlsplit(route.request.url).path], headers=headers)

    page.route("**/fault-*", answer)
    for path in bodies:
        faults += faults_of(page, path)
        assert page.get_by_test_id("error").is_visible()
    assert not faults, "\n".join(faults)


def test_every_page_of_a_visitor(open_page: Callable[..., Page], tmp_path: Path) -> None:
    page = open_page(reduced_motion="reduce")
    paths = addresses(tmp_path, {"genre": "jazz"})
    faults = [fault for path in paths for fault in faults_of(page, path)]
    assert not faults, "\n".join(faults)


def test_every_page_of_a_member_with_a_song(open_page: Callable[..., Page], tmp_path: Path) -> None:
    page = Studio.signed_up(open_page(reduced_motion="reduce")).page
    song = page.request.get("/api/v1/songs?limit=1").json()["songs"][0]
    seen = {"/nowhere", "/api/docs", "/sign-in", "/sign-up", "/forgot"}
    paths = set(addresses(tmp_path, {"genre": "jazz", "song_id": song["id"]})) - seen
    faults = [fault for path in sorted(paths) for fault in faults_of(page, path)]
    assert not faults, "\n".join(faults)
