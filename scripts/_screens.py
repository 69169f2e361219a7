"""The walk of a browser through every page: what is opened there first, and in which looks."""

import shutil
import tempfile
import uuid
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run")
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
HALF = {"width": 720, "height": 450}
# Names, screens and what the browser is told. 200 % is a desk of half the size.
LOOKS: dict[str, dict[str, Any]] = {
    "desk-light": {"viewport": DESK, "color_scheme": "light"},
    "desk-dark": {"viewport": DESK, "color_scheme": "dark"},
    "phone-light": {"viewport": PHONE, "color_scheme": "light", "has_touch": True},
    "phone-dark": {"viewport": PHONE, "color_scheme": "dark", "has_touch": True},
    "forced-dark": {"viewport": DESK, "color_scheme": "dark", "forced_colors": "active"},
    "zoomed-light": {"viewport": HALF, "color_scheme": "light", "device_scale_factor": 2},
}
SEEN = """() => document.fonts.ready.then(() => Promise.all(
  document.getAnimations().map((one) => one.finished.catch(() => null))))"""
WAIT_MS = 700  # canvases draw after their notes have come


class Home:
    """A member with songs: tagged, shared, in the bin; made over the pages' own API."""

    def __init__(self, page: Any, name: str) -> None:
        self.page = page
        page.goto("/sign-up")
        page.fill("#name", name)
        page.fill("#email", f"{uuid.uuid4().hex}@example.org")
        page.fill("#password", "a whole rest")
        page.get_by_test_id("sign-up").click()
        page.wait_for_url("**/studio")
        self.token = page.locator('meta[name="csrf-token"]').get_attribute("content")
        listed = self.ask("get", "songs?limit=50")["songs"]
        self.songs = [song["id"] for song in listed]

    def ask(self, method: str, path: str, data: Any = None) -> Any:
        """The API's answer, None where it has none."""
        headers = {"X-CSRFToken": self.token}
        answer = getattr(self.page.request, method)(f"/api/v1/{path}", data=data, headers=headers)
        assert answer.ok, (path, answer.text())
        return answer.json() if answer.status != 204 else None

    def share(self, song: str, audience: str) -> str:
        """The address of the song's page."""
        form = {"csrf_token": self.token, "audience": audience}
        page = self.page.request.post(f"/library/{song}/share", form=form).text()
        return "/s/" + page.split('href="/s/')[1].split('"')[0]

    def furnish(self) -> str:
        """Tags, stars, a bin, a long title, a song in the gallery; the address of that one."""
        for song, title in zip(self.songs, ("Harbour lights", "Slow ferry"), strict=False):
            self.ask("patch", f"songs/{song}", {"title": title, "favourite": True})
        long = "The night train that nobody in the kitchen had heard of until it stood there"
        self.ask("patch", f"songs/{self.songs[2]}", {"title": long})
        for name, songs in (("for Nina", self.songs[:2]), ("set two", self.songs[1:4])):
            tag = self.ask("post", "tags", {"name": name})["id"]
            self.ask("post", f"tags/{tag}/songs", {"songs": songs})
        self.ask("post", "bin", {"songs": self.songs[-2:]})
        for song in self.songs[3:6]:
            self.share(song, "public")
        return self.share(self.songs[0], "public")


def walk(url: str, out: Path, only: str, looks: str, full: bool) -> int:
    """Take the pictures; how many there are."""
    from playwright.sync_api import sync_playwright

    out.mkdir(parents=True, exist_ok=True)
    taken, faults = 0, _faults()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(FLAGS)
        )
        member = browser.new_context(base_url=url)
        home = Home(member.new_page(), "Mo Halloran")
        shared = home.furnish()
        state = member.storage_state()
        empty = browser.new_context(base_url=url)
        Home(empty.new_page(), "Ada")
        for look, told in LOOKS.items():
            if looks not in look:
                continue
            visitor = browser.new_context(base_url=url, **told)
            signed = browser.new_context(base_url=url, storage_state=state, **told)
            visitor.route("**/fault-*", lambda route: route.fulfill(**faults[_name(route)]))
            pages = places(visitor, signed, home, shared)
            pages |= {name: (visitor, f"/{name}", None) for name in faults}
            for name, (context, path, act) in pages.items():
                if not name.startswith(only):
                    continue
                page = context.new_page()
                page.goto(path, wait_until="load")
                if act:
                    act(page)
                with suppress(Exception):
                    page.evaluate(SEEN)
                page.wait_for_timeout(WAIT_MS)
                page.screenshot(path=out / f"{name}-{look}.png", full_page=full)
                page.close()
                taken += 1
            visitor.close()
            signed.close()
        browser.close()
    return taken


def _faults() -> dict[str, dict[str, Any]]:
    """The page of every fault by a name, for a browser to be given: no server has to fail."""
    from backend.app import create_app
    from backend.settings import Settings
    from backend.web import error_pages, errors

    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(instance=Path(folder)))
        with app.test_request_context():
            bodies = {status: errors.page_of(status) for status in error_pages.TITLES}
    return {
        f"fault-{status}": {"status": status, "body": body, "content_type": "text/html"}
        for status, body in bodies.items()
    }


def _name(route: Any) -> str:
    return str(route.request.url.rsplit("/", 1)[1])


def places(
    visitor: Any, member: Any, home: Home, shared: str
) -> dict[str, tuple[Any, str, Callable[[Any], None] | None]]:
    """Every page by a name: who looks, where, and what is pressed first."""
    song, tag = home.songs[0], "/library?q=nothing+like+that"
    click = lambda test_id: lambda page: page.get_by_test_id(test_id).first.click()  # noqa: E731

    def select(page: Any) -> None:
        page.get_by_test_id("select").click()
        for box in page.locator("[data-pick]").all()[:3]:
            box.check()

    return {
        "landing": (visitor, "/", None),
        "sign-in": (visitor, "/sign-in", None),
        "sign-in-refused": (visitor, "/sign-in", click("sign-in")),
        "sign-up": (visitor, "/sign-up", None),
        "forgot": (visitor, "/forgot", None),
        "reset-old": (visitor, "/reset/x", None),
        "gallery": (visitor, "/gallery", None),
        "gallery-nothing": (visitor, "/gallery?q=zzz", None),
        "share-page": (visitor, shared, None),
        "share-page-house": (visitor, "/s/jazz-3", None),
        "embed": (visitor, "/s/jazz-1/embed", None),
        "report": (visitor, f"{shared}/report", None),
        "models": (visitor, "/models", None),
        "model": (visitor, "/models/jazz", None),
        "docs": (visitor, "/api/docs", None),
        "lost": (visitor, "/nowhere", None),
        "lost-member": (member, "/nowhere", None),
        "studio": (member, "/studio", None),
        "studio-song": (member, f"/studio/{song}", None),
        "library": (member, "/library", None),
        "library-more": (member, "/library", click("more")),
        "library-select": (member, "/library", select),
        "library-asked": (member, "/library?q=a&genre=jazz&genre=rock&favourites=1", None),
        "library-nothing": (member, tag, None),
        "bin": (member, "/library/bin", None),
        "bin-empty": (member, "/library/bin/empty", None),
        "share-form": (member, f"/library/{song}/share", None),
        "account": (member, "/account", None),
        "account-delete": (member, "/account/delete", None),
        "you-menu": (member, "/library", click("you")),
        "member-share-page": (member, shared, None),
    }
