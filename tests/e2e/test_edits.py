"""The list of edits in the browser: added to, switched off, put in order, undone, baked."""

import re
from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.studio import Studio


def add(studio: Studio, verb: str, **fields: str) -> None:
    """Put an edit on the list."""
    studio.of("edit-verb").select_option(verb)
    for name, value in fields.items():
        studio.of(f"edit-{name}").fill(value)
    studio.of("add-edit").click()


def test_edits_lie_on_a_take_and_come_off_again(
    studio: Studio, shoot: Callable[[Page, str], None]
) -> None:
    page = studio.page
    studio.generate(bars="8")
    studio.finished()
    studio.of("open-edits").click()
    rows = studio.of("edits-list").locator("li")
    expect(studio.of("edits")).to_contain_text("as it was written")
    add(studio, "transpose", semitones="2")
    add(studio, "repeat", first_bar="1", last_bar="4", times="1")
    add(studio, "tempo", bpm="96")
    expect(rows).to_have_count(3)
    expect(rows.first).to_contain_text("Transpose up 2 semitones")
    expect(studio.of("song-facts")).to_have_text(re.compile(r"· 96 · 4/4 · 12 bars$"))
    shoot(page, "studio-edits")
    page.wait_for_timeout(300)  # until colours have settled, which axe measures
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()

    add(studio, "transpose", semitones="48")
    expect(studio.of("edit-fault")).to_have_text(
        re.compile(r"^Transpose up 48 semitones: notes of .+ would leave the range of pitches")
    )
    expect(rows).to_have_count(3)

    page.get_by_label("On: Transpose up 2 semitones").uncheck()
    expect(rows.first).to_have_attribute("data-on", "false")
    rows.nth(2).get_by_role("button", name="Tempo 96", exact=False).nth(0).focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(rows.nth(1)).to_contain_text("Tempo 96")
    page.keyboard.press("Delete")
    expect(rows).to_have_count(2)
    studio.of("edits-undo").click()
    expect(rows).to_have_count(3)
    expect(studio.of("edit-state")).to_have_text("All changes kept")

    page.reload()
    studio.of("open-edits").click()
    expect(rows).to_have_count(3)
    expect(rows.nth(1)).to_contain_text("Tempo 96")
    studio.of("copy-edits").click()
    expect(studio.of("copy-edits-to")).to_be_focused()
    studio.of("copy-edits-to").select_option(label="Gravel road")
    studio.of("copy-edits-now").click()
    expect(studio.of("status")).to_have_text("The edits lie on “Gravel road” too.")
    _shorten(page, "Gravel road")
    studio.of("copy-edits-now").click()
    expect(studio.of("edits").get_by_role("alert")).to_have_text(
        re.compile(r"^“Gravel road” stays as it was: .+ Repeat bars 1–4, once more: ")
    )
    page.keyboard.press("Escape")
    expect(studio.of("open-edits")).to_be_focused()
    page.keyboard.press("Enter")
    studio.of("bake").click()
    expect(studio.of("bracket")).to_have_count(2)
    expect(studio.of("open-edits")).to_have_text("Edits…")
    song = page.url.rsplit("/", 1)[-1]
    found = page.request.get(f"/api/v1/songs/{song}").json()["song"]
    assert (found["take"], found["bars"], found["tempo"]) == (2, 12, 96.0)
    assert [take["edits"] for take in found["takes"]] == [3, 0]


def _shorten(page: Page, title: str) -> None:
    """Leave two bars of a song's chosen take."""
    songs = page.request.get("/api/v1/songs?limit=50").json()["songs"]
    song = next(song for song in songs if song["title"] == title)
    address = f"/api/v1/songs/{song['id']}/takes/{song['take']}/edits"
    token = page.locator('meta[name="csrf-token"]').get_attribute("content") or ""
    answer = page.request.put(
        address,
        data={"edits": [{"verb": "loop", "first_bar": 1, "last_bar": 2, "times": 1}]},
        headers={
            "X-CSRFToken": token,
            "If-Match": str(page.request.get(address).json()["revision"]),
        },
    )
    assert answer.ok, answer.text()


def test_the_list_fits_a_phone(
    open_page: Callable[..., Page], shoot: Callable[[Page, str], None]
) -> None:
    studio = Studio.signed_up(open_page(phone=True, theme="dark"))
    studio.generate(bars="8")
    studio.finished()
    studio.of("open-edits").click()
    add(studio, "quantise", strength="80")
    expect(studio.of("edits-list")).to_contain_text("Quantise to 1/16, 80 %")
    shoot(studio.page, "studio-edits-phone")
    studio.page.keyboard.press("Escape")
    shoot(studio.page, "studio-edited-phone")
    width = studio.page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390


def test_notes_are_edited_on_a_phone_and_the_page_says_how(open_page: Callable[..., Page]) -> None:
    page = open_page(phone=True)
    studio = Studio.signed_up(page)
    song = page.request.get("/api/v1/songs?limit=1").json()["songs"][0]["id"]
    page.goto(f"/studio/{song}")
    expect(studio.of("roll")).to_have_attribute("aria-label", re.compile(r"\d+ notes"))
    studio.of("snap").select_option("1/4")
    tool = page.locator(".tool", has=studio.of("tool-draw"))
    tool.tap()
    top = int(studio.of("roll").get_attribute("data-top") or 0)
    box = studio.of("roll").bounding_box()
    assert box is not None
    page.touchscreen.tap(box["x"] + 200, box["y"] + top + 6)  # over all notes
    expect(studio.of("open-edits")).to_have_text("Edits 1")
    page.set_viewport_size({"width": 390, "height": 660})
    expect(tool).to_be_hidden()  # it would leave no roll
    studio.of("open-edits").click()
    expect(studio.of("edits-fingers")).to_contain_text("hold a finger on an empty place")
    expect(studio.of("edits-fingers").locator("span")).to_be_visible()
