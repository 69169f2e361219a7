"""The roll before a real browser: a score of many notes, and gestures whose frames are timed."""

import json
import random
import shutil
import uuid
from typing import Any

TICKS = 480
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run")
# Times every callback of a frame, and the time from frame to frame.
PROBE = """
(() => {
  const probe = window.probe = { gaps: [], costs: [], last: 0 };
  const own = window.requestAnimationFrame.bind(window);
  let frame = 0;
  window.requestAnimationFrame = (call) => own((now) => {
    if (now !== probe.last) {
      if (probe.last) { probe.gaps.push(now - probe.last); probe.costs.push(frame); }
      probe.last = now; frame = 0;
    }
    const from = performance.now();
    call(now);
    frame += performance.now() - from;
  });
})();
"""


def score_of(notes: int, tracks: int = 8) -> dict[str, Any]:
    """A score with so many notes in its tracks, sixteen a bar and track, as the server sends it."""
    chance = random.Random(1)
    bars = notes // tracks // 16
    step = TICKS // 4
    return {
        "ticks_per_quarter": TICKS, "end": bars * 4 * TICKS, "tempos": [[0, 120]],
        "metres": [[0, 4, 4]], "key": "C major", "bars": [i * 4 * TICKS for i in range(bars)],
        "chords": [[i * 4 * TICKS, chance.choice(["C", "Am7", "F", "G7"])] for i in range(bars)],
        "tracks": [
            {
                "name": f"Player {n + 1}", "role": "melody" if n == 0 else "", "program": 8 * n,
                "is_drum": n == tracks - 1,
                "notes": [
                    [i * step, step, 36 + 5 * n + chance.randrange(18), chance.randrange(50, 120)]
                    for i in range(bars * 16)
                ],
            }
            for n in range(tracks)
        ],
    }  # fmt: skip


def measure(url: str, notes: int, seconds: float, picture: str | None) -> None:
    """Open the roll at `url` with so many notes; print the frames of each gesture."""
    from playwright.sync_api import sync_playwright

    body = json.dumps(score_of(notes))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(FLAGS)
        )
        page = browser.new_page(base_url=url, viewport={"width": 1440, "height": 900})
        page.add_init_script(PROBE)
        page.route(
            "**/takes/*/score*",
            lambda route: route.fulfill(content_type="application/json", body=body),
        )
        kept = json.dumps({"revision": 0, "edits": []})  # the server has other notes than the page
        page.route(
            "**/takes/*/edits",
            lambda route: route.fulfill(content_type="application/json", body=kept),
        )
        _song(page)
        if picture:
            page.screenshot(path=picture)
        _measure(page, seconds)
        browser.close()


def _song(page: Any) -> None:
    """A new account with one song, whose notes are ours."""
    page.goto("/sign-up")
    page.fill("#name", "Frames")
    page.fill("#email", f"{uuid.uuid4().hex}@example.org")
    page.fill("#password", "a whole rest")
    page.get_by_test_id("sign-up").click()
    page.wait_for_url("**/studio")
    page.get_by_test_id("compose-candidates").select_option("1")
    page.get_by_test_id("bars").fill("4")
    page.get_by_test_id("generate").click()
    page.wait_for_url("**/studio/*")
    page.reload()
    page.get_by_test_id("undo").wait_for()
    page.wait_for_timeout(1500)


def _measure(page: Any, seconds: float) -> None:
    box = page.get_by_test_id("roll").bounding_box()
    left, top = box["x"] + 60, box["y"] + 160
    mouse, keys = page.mouse, page.keyboard
    steps = int(seconds * 30)

    def scroll() -> None:
        for _ in range(steps):
            mouse.wheel(40, 0)
            page.wait_for_timeout(30)

    def zoom() -> None:
        keys.down("Control")
        for i in range(steps):
            mouse.wheel(0, 40 if i % 40 < 20 else -40)
            page.wait_for_timeout(30)
        keys.up("Control")

    def drag() -> None:
        keys.press("Control+a")  # the whole track: 2,500 notes
        page.get_by_test_id("note-cell").focus()
        place = page.get_by_test_id("note-cell").bounding_box()
        mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
        mouse.down()
        for i in range(steps):
            mouse.move(place["x"] + 30 + 2 * i, place["y"] + (i % 40))
            page.wait_for_timeout(30)
        mouse.up()

    def play() -> None:
        page.get_by_test_id("play").click()
        page.wait_for_timeout(seconds * 1000)
        page.get_by_test_id("pause").click()

    mouse.move(left + 300, top)
    for name, act in (("scrolled", scroll), ("zoomed", zoom), ("dragged", drag), ("played", play)):
        page.evaluate("probe.gaps.length = probe.costs.length = 0")
        act()
        gaps, costs = page.evaluate("[probe.gaps, probe.costs]")
        late = sum(gap > 25 for gap in gaps)
        print(
            f"{name:9} {len(gaps):4} frames: script {_at(costs, 0.5):4.1f} ms at the median, "
            f"{_at(costs, 0.95):4.1f} at the 95th of 100, {max(costs):5.1f} at most; "
            f"frame to frame {_at(gaps, 0.5):4.1f}, {_at(gaps, 0.95):4.1f}; {late} late"
        )


def _at(values: list[float], share: float) -> float:
    return sorted(values)[int(share * (len(values) - 1))]
