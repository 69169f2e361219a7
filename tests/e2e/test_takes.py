"""Takes in the browser: heard side by side, kept, regenerated, continued, harmonised."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.files import tune, written
from tests.e2e.studio import Studio


def clean(page: Page) -> None:
    """No accessibility violations by axe's rules."""
    page.wait_for_timeout(300)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_candidates_are_heard_against_each_other_and_one_is_kept(
    studio: Studio, shoot: Callable[[Page, str], None]
) -> None:
    page = studio.page
    studio.generate(bars="8", **{"compose-candidates": "3"})
    brackets = studio.of("bracket")
    expect(brackets).to_have_count(3)
    expect(brackets.first).to_contain_text("of 8")
    studio.heard()
    shoot(page, "studio-writing")
    studio.finished()
    expect(brackets).to_have_count(3)
    for bracket in brackets.all():
        expect(bracket).to_contain_text(re.compile(r"\d of \d"))
    expect(brackets.filter(has_text="kept")).to_have_count(1)

    page.get_by_test_id("song-title").click()
    before = studio.position()
    page.keyboard.press("2")
    expect(brackets.nth(1)).to_have_attribute("aria-pressed", "true")
    after = studio.position()
    assert (after[0] - before[0]) * 4 + after[1] - before[1] in range(5), "the place was lost"
    page.keyboard.press("3")
    page.keyboard.press("x")
    expect(brackets.nth(0)).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("x")
    expect(brackets.nth(2)).to_have_attribute("aria-pressed", "true")

    loser = next(i for i in range(3) if "kept" not in brackets.nth(i).inner_text())
    brackets.nth(loser).click()
    studio.of("keep-take").click()
    expect(studio.of("status")).to_contain_text(f"Take {loser + 1} is kept")
    song = page.url.rsplit("/", 1)[-1]
    assert page.request.get(f"/api/v1/songs/{song}").json()["song"]["take"] == loser + 1
    page.reload()
    expect(brackets).to_have_count(3)
    expect(brackets.nth(loser)).to_have_attribute("aria-pressed", "true")


def test_bars_are_regenerated_as_more_takes_and_the_first_is_still_there(
    studio: Studio, shoot: Callable[[Page, str], None]
) -> None:
    page = studio.page
    studio.generate(bars="8", **{"compose-seed": "3"})
    studio.finished()
    song = page.url.rsplit("/", 1)[-1]
    first = page.request.get(f"/api/v1/songs/{song}/takes/1/score").json()
    page.get_by_test_id("song-title").click()
    page.keyboard.press("g")
    expect(studio.of("first-bar")).to_be_focused()
    studio.of("first-bar").fill("3")
    studio.of("first-bar").blur()  # as a person does before typing into the next field
    studio.of("last-bar").fill("4")
    studio.of("last-bar").blur()
    expect(studio.of("selection")).to_have_attribute("aria-label", "Bars 3–4 selected")
    shoot(page, "studio-selection")
    studio.of("regenerate").click()
    studio.finished()
    expect(studio.of("bracket")).to_have_count(3)
    expect(studio.of("tree")).to_contain_text("Bars 3–4 again")
    assert page.url.rsplit("/", 1)[-1] == song
    assert page.request.get(f"/api/v1/songs/{song}/takes/1/score").json() == first
    second = page.request.get(f"/api/v1/songs/{song}/takes/2/score").json()
    assert outside(first, 3, 4) == outside(second, 3, 4), "other bars were touched"


def outside(score: dict[str, object], first: int, last: int) -> list[list[tuple[int, ...]]]:
    """The notes of every track that begin outside these bars."""
    edges = [*score["bars"], 10**9]  # type: ignore[misc]
    low, high = edges[first - 1], edges[last]
    return [
        [tuple(note) for note in track["notes"] if not low <= note[0] < high]
        for track in score["tracks"]  # type: ignore[attr-defined]
    ]


def test_bars_are_selected_by_dragging_along_the_ruler(studio: Studio) -> None:
    studio.generate(bars="8")
    studio.finished()
    studio.page.keyboard.press("Escape")
    studio.of("stop-playing").click()
    box = studio.of("roll").bounding_box()
    assert box
    keys = float(studio.of("roll").get_attribute("data-left") or 0)
    bar = (box["width"] - keys) / 8
    mouse = studio.page.mouse
    mouse.move(box["x"] + keys + 1.5 * bar, box["y"] + 12)
    mouse.down()
    mouse.move(box["x"] + keys + 2.5 * bar, box["y"] + 12, steps=4)
    mouse.up()
    expect(studio.of("first-bar")).to_have_value("2")
    expect(studio.of("last-bar")).to_have_value("3")
    studio.page.get_by_label("Let the bars go").click()
    expect(studio.of("selection")).to_have_count(0)


@pytest.mark.parametrize("kind", ["continue", "harmonise"])
def test_a_file_is_continued_or_harmonised(studio: Studio, tmp_path: Path, kind: str) -> None:
    studio.of(f"tab-{kind}").click()
    studio.of(f"{kind}-midi").set_input_files(written(tmp_path, "harbour.mid", tune(8)))
    if kind == "continue":
        studio.of("continue-bars").fill("4")
    studio.of(f"{kind}-candidates").select_option("1")
    studio.of(kind).click()
    studio.finished()
    expect(studio.of("bracket")).to_have_count(2)
    song = studio.page.url.rsplit("/", 1)[-1]
    made = studio.page.request.get(f"/api/v1/songs/{song}/score").json()
    source = studio.page.request.get(f"/api/v1/songs/{song}/source").json()
    assert len(made["bars"]) == (12 if kind == "continue" else 8)
    studio.page.get_by_test_id("song-title").click()
    studio.page.keyboard.press("0")
    expect(studio.of("side-a")).to_have_attribute("aria-pressed", "true")
    sung = {
        (note[0] / source["ticks_per_quarter"], note[2]) for note in source["tracks"][0]["notes"]
    }
    kept = {
        (note[0] / made["ticks_per_quarter"], note[2])
        for track in made["tracks"]
        for note in track["notes"]
    }
    assert sung <= kept, "notes of the source are lost"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_takes_and_selection_are_accessible(
    open_page: Callable[..., Page], tmp_path: Path, theme: str
) -> None:
    studio = Studio.signed_up(open_page(theme=theme, bypass_csp=True))
    studio.bring(written(tmp_path, "harbour.mid", tune()))
    studio.of("restyle-candidates").select_option("2")
    studio.of("restyle").click()
    studio.finished()
    expect(studio.of("changed")).to_be_visible()
    studio.of("select-bars").click()
    clean(studio.page)
    for tab in ("continue", "harmonise"):
        studio.of(f"tab-{tab}").click()
        clean(studio.page)
