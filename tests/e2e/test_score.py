"""The written score: follows what is heard, goes where it is pressed, is written anew by edits."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.e2e.studio import Studio

HEARD = re.compile(r"\bis-heard\b")


def open_score(studio: Studio) -> Locator:
    """Puts a song that ships onto the stand and opens its score; the systems of it."""
    page = studio.page
    songs = page.evaluate("fetch('/api/v1/songs?q=jazz').then((answer) => answer.json())")["songs"]
    page.goto(f"/studio/{songs[0]['id']}")
    studio.of("view-score").check(force=True)
    systems = studio.of("score-view").locator(".score-system > svg")
    expect(systems.first).to_be_visible(timeout=120_000)
    return systems


def test_the_score_follows_the_music_and_a_press_on_a_note_goes_there(studio: Studio) -> None:
    systems = open_score(studio)
    page = studio.page
    note = systems.nth(1).locator("g.score-note").first
    name = note.get_attribute("id") or ""
    note.dispatch_event("click")
    expect(note).to_have_class(HEARD)
    start = int(re.sub(r"^t(\d+)-.*", r"\1", name))
    assert studio.position()[0] == start // 1920 + 1
    # It goes on by itself, and turns the page.
    far = systems.locator("g.score-measure").last
    expect(far).to_be_attached()
    box = studio.of("score-view")
    box.focus()
    page.keyboard.press("End")
    page.wait_for_function("(box) => box.scrollTop > 0", arg=box.element_handle())
    page.keyboard.press("Home")
    page.wait_for_function("(box) => box.scrollTop === 0", arg=box.element_handle())
    page.keyboard.press("Space")
    studio.sounds()
    expect(systems.nth(1).locator(".is-heard").first).to_be_attached(timeout=60_000)
    page.keyboard.press("Space")
    # An edit is written down as well: all notes of the tune an octave higher.
    page.keyboard.press("Home")
    before = note.locator("use").first.get_attribute("transform")
    page.keyboard.press("Control+a")
    page.keyboard.press("Shift+ArrowUp")
    expect(page.locator(f"[id='{name}'] use").first).not_to_have_attribute(
        "transform", before or "", timeout=120_000
    )


def test_on_a_phone_the_tune_is_written_and_fills_the_width(
    open_page: Callable[..., Page],
) -> None:
    studio = Studio.signed_up(open_page(phone=True))
    studio.page.goto("/studio")
    systems = open_score(studio)
    expect(studio.of("score-tune")).to_be_checked()
    places = studio.of("score-view").locator(".score-system")
    count = places.count()
    box = systems.first.bounding_box()
    assert box is not None
    assert 300 < box["width"] <= 390
    for share in ("80 %", "67 %", "50 %"):
        studio.of("score-smaller").click()
        expect(studio.of("score-zoom")).to_have_text(share)
    expect(places).not_to_have_count(count, timeout=120_000)
    assert places.count() < count
    small = systems.first.bounding_box()
    assert small is not None
    assert small["width"] == box["width"]  # more bars a line, not a wider page
