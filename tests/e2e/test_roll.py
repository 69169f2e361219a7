"""The roll in the browser: notes drawn, moved and undone by mouse, keys and finger, or offline."""

import re
from collections.abc import Callable
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.studio import Studio

KEPT = "All changes kept"


def written(studio: Studio, bars: str = "4") -> str:
    """A short song on the stand, standing still; its address in the API."""
    studio.generate(bars=bars)
    studio.finished()
    studio.of("stop-playing").click()
    expect(studio.of("undo")).to_be_disabled()
    # The staff has come and moved the notes to where they stay.
    expect(studio.of("roll")).to_have_attribute("data-top", re.compile(r"^1\d\d$"))
    return f"/api/v1/songs/{studio.page.url.rsplit('/', 1)[-1]}/takes/1"


def edits(page: Page, take: str) -> list[dict[str, Any]]:
    """What the server keeps."""
    found: list[dict[str, Any]] = page.request.get(f"{take}/edits").json()["edits"]
    return found


def spot(studio: Studio, across: float) -> tuple[float, float]:
    """A place in the topmost row of the roll, where nothing sounds."""
    box = studio.of("roll").bounding_box()
    assert box
    keys, top = (
        float(studio.of("roll").get_attribute(name) or 0) for name in ("data-left", "data-top")
    )
    return box["x"] + keys + across * (box["width"] - keys), box["y"] + top + 3


def test_notes_are_drawn_moved_and_undone_over_a_reload(
    studio: Studio, shoot: Callable[[Page, str], None]
) -> None:
    page, mouse = studio.page, studio.page.mouse
    take = written(studio)
    before = page.request.get(f"{take}/score").json()
    page.keyboard.press("d")
    x, y = spot(studio, 0.25)
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + 40, y, steps=3)
    mouse.up()
    expect(studio.of("edit-state")).to_have_text(KEPT)
    (drawn,) = edits(page, take)
    page.keyboard.press("v")
    mouse.move(x + 12, y)
    mouse.down()
    mouse.move(x + 90, y + 30, steps=4)
    shoot(page, "roll-moving")
    mouse.up()
    expect(studio.of("edit-state")).to_have_text(KEPT)
    _, moved = edits(page, take)
    (was,), (now,) = drawn["add"], moved["add"]
    assert moved["remove"] == [[was[0], was[2]]]
    assert now[0] > was[0]
    assert now[2] < was[2]
    assert now[1] == was[1]
    heard = page.request.get(f"{take}/score").json()
    assert now in heard["tracks"][moved["track"]]["notes"]

    page.reload()
    studio.of("undo").click()
    studio.of("undo").click()
    expect(studio.of("undo")).to_be_disabled()
    expect(studio.of("edit-state")).to_have_text(KEPT)
    assert edits(page, take) == []
    assert page.request.get(f"{take}/score").json() == before
    page.keyboard.press("Control+Shift+z")
    expect(studio.of("edit-state")).to_have_text(KEPT)
    assert edits(page, take) == [drawn]


def test_notes_are_walked_and_edited_by_keys_alone(
    open_page: Callable[..., Page], shoot: Callable[[Page, str], None]
) -> None:
    studio = Studio.signed_up(open_page(bypass_csp=True))
    page, keys = studio.page, studio.page.keyboard
    take = written(studio)
    cell = studio.of("note-cell")
    cell.focus()
    place = re.compile(r"^Bar \d+, beat \d.*touch \d+$")
    expect(cell).to_have_attribute("aria-label", place)
    first = cell.get_attribute("aria-label")
    keys.press("ArrowRight")
    expect(cell).not_to_have_attribute("aria-label", first or "")
    expect(cell).to_be_focused()
    # Down: a half tone or two above there may be another note, and moves onto one are not joined.
    keys.press("Alt+ArrowDown")
    keys.press("Alt+ArrowDown")
    expect(cell).to_have_attribute("aria-label", re.compile("picked$"))
    expect(cell).to_be_focused()
    expect(studio.of("edit-state")).to_have_text(KEPT)
    (step,) = edits(page, take)  # both in one step to undo
    assert step["add"][0][2] == step["remove"][0][1] - 2
    keys.press("Delete")
    expect(studio.of("edit-state")).to_have_text(KEPT)
    assert edits(page, take)[-1]["add"] == []
    keys.press("Control+z")
    keys.press("Control+z")
    expect(studio.of("undo")).to_be_disabled()

    keys.press("t")
    expect(studio.of("note-list")).to_contain_text("Bar 1, beat 1")
    clean(page)
    keys.press("Escape")
    keys.press("?")
    expect(studio.of("key-sheet")).to_be_visible()
    shoot(page, "roll-keys")
    clean(page)
    keys.press("Escape")
    expect(studio.of("key-sheet")).to_have_count(0)


def clean(page: Page) -> None:
    """No accessibility violations by axe's rules."""
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_a_finger_that_stays_draws_and_two_zoom(
    open_page: Callable[..., Page], shoot: Callable[[Page, str], None]
) -> None:
    studio = Studio.signed_up(open_page(phone=True))
    page = studio.page
    take = written(studio)
    hand = page.context.new_cdp_session(page)

    def fingers(kind: str, *at: tuple[float, float]) -> None:
        points = [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(at)]
        hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    x, y = spot(studio, 0.4)
    fingers("touchStart", (x, y))
    expect(studio.of("roll")).to_have_attribute("data-gesture", "true")  # it has stayed long enough
    fingers("touchMove", (x + 50, y))
    fingers("touchEnd")
    expect(studio.of("note-bar")).to_be_visible()
    shoot(page, "roll-phone")
    fingers("touchStart", (x - 30, y + 120))
    fingers("touchStart", (x - 30, y + 120), (x + 30, y + 120))
    for step in range(1, 6):
        fingers("touchMove", (x - 30 - 8 * step, y + 120), (x + 30 + 8 * step, y + 120))
    fingers("touchEnd")
    expect(studio.of("note-bar")).to_be_visible()  # nothing was pressed
    studio.of("note-delete").click()
    expect(studio.of("note-bar")).to_have_count(0)
    expect(studio.of("undo")).to_be_enabled()
    studio.of("undo").click()
    studio.of("undo").click()
    expect(studio.of("undo")).to_be_disabled()
    expect(studio.of("edit-state")).to_have_text(KEPT)
    assert edits(page, take) == []


def test_edits_made_without_a_server_are_sent_when_it_is_back(studio: Studio) -> None:
    page = studio.page
    take = written(studio)
    page.context.set_offline(True)
    page.mouse.dblclick(*spot(studio, 0.5))
    expect(studio.of("edit-state")).to_contain_text("kept here")
    expect(studio.of("status")).to_contain_text("Your edits are kept here")
    page.context.set_offline(False)
    expect(studio.of("edit-state")).to_have_text(KEPT)
    assert len(edits(page, take)) == 1
