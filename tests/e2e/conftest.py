"""The real application on a free port with its own instance, and a real browser before it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

from backend import paths
from tests.e2e.studio import Studio

START_SECONDS = 240.0  # weights are loaded while the server starts; two old cores take their time
SHOTS = paths.ROOT / "runs" / "screenshots"  # git-ignored
DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
expect.set_options(timeout=40_000)  # milliseconds; two busy cores again
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.e2e)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running Cadenza."""
    if not (paths.DIST / ".vite" / "manifest.json").exists():
        pytest.fail("The front-end is not built. Run: make build")
    port, instance = _free_port(), tmp_path_factory.mktemp("instance")
    settings = {"CADENZA_INSTANCE": str(instance), "CADENZA_SIGN_UP_LIMIT": "1000 per hour"}
    log = (instance / "server.log").open("w+")
    process = subprocess.Popen(
        [sys.executable, "-m", "backend", "--port", str(port)],
        cwd=paths.ROOT,
        env={**os.environ, **settings},
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/api/v1/health", process, log.name)
        yield address
    finally:
        process.terminate()
        process.wait(20)
        log.close()


def _wait_for(url: str, process: "subprocess.Popen[bytes]", log: str) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"Cadenza did not start:\n{Path(log).read_text()[-3000:]}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, or the one that CADENZA_CHROMIUM names."""
    path = os.environ.get("CADENZA_CHROMIUM") or shutil.which("chromium")
    if not path:
        pytest.skip("There is no Chromium. On Debian: apt-get install chromium")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield found
        found.close()


@pytest.fixture
def open_page(browser: Browser, server: str) -> Iterator[Callable[..., Page]]:
    """Opens pages in contexts of their own; what goes wrong inside a page fails the test."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def note(message: ConsoleMessage) -> None:
        # Chromium logs refused requests by itself; whether they should be is the test's matter.
        if message.type == "error" and "Failed to load resource" not in message.text:
            faults.append(message.text)

    def opened(*, phone: bool = False, theme: str = "light", **more: object) -> Page:
        size = PHONE if phone else DESK
        context = browser.new_context(
            base_url=server, viewport=size, color_scheme=theme, has_touch=phone, **more
        )  # type: ignore[arg-type] # Playwright's literals
        context.set_default_timeout(60_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: faults.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture
def studio(open_page: Callable[..., Page]) -> Studio:
    """A fresh account in the studio, on a desk."""
    return Studio.signed_up(open_page())


@pytest.fixture
def shoot(request: pytest.FixtureRequest) -> Callable[[Page, str], None]:
    """Keeps a picture of a page for people to look at."""
    SHOTS.mkdir(parents=True, exist_ok=True)

    def take(page: Page, name: str) -> None:
        page.screenshot(path=SHOTS / f"{name}.png")

    return take
