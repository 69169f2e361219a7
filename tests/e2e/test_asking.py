"""Asking in the browser: words that turn into chips, the energy curve, chords, blend, the plan."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Request, expect

from tests.e2e.files import tune, written
from tests.e2e.studio import Studio
from tests.e2e.test_takes import clean


def asked(studio: Studio) -> dict[str, Any]:
    """Press Write and catch what is asked of the server."""

    def is_generation(request: Request) -> bool:
        return request.url.endswith("/generations")

    with studio.page.expect_request(is_generation) as sent:
        studio.of("generate").click()
    found: dict[str, Any] = json.loads(sent.value.post_data or "{}")
    return found


def test_words_turn_into_chips_that_set_the_fields(studio: Studio) -> None:
    prompt = studio.of("prompt")
    prompt.fill("slow sad jazz in D minor with piano and bass, 12 bars, flibbertigibbet")
    chips = studio.of("chip")
    expect(chips.filter(has_text="Key")).to_contain_text("D minor")
    expect(studio.of("key")).to_have_value("D minor")
    expect(studio.of("bars")).to_have_value("12")
    expect(studio.page.locator("#prompt-unknown")).to_contain_text("flibbertigibbet")
    expect(studio.page.locator(".prompt-marks u")).to_have_text(re.compile("flibbertigibbet"))

    chips.filter(has_text="Key").get_by_role("button", name=re.compile("Take Key")).click()
    expect(studio.of("key")).to_have_value("")
    expect(prompt).not_to_have_value(re.compile("D minor"))
    chips.filter(has_text="12").get_by_role("button").first.click()
    edit = studio.page.locator(".chip-edit")
    edit.fill("8 bars")
    edit.press("Enter")
    expect(studio.of("bars")).to_have_value("8")
    sent = asked(studio)
    assert (sent["bars"], sent["key"], sent["mood"]) == (8, None, "sad")
    assert {player["role"] for player in sent["instruments"]} >= {"piano", "bass"}


def test_the_energy_curve_is_drawn_by_mouse_and_moved_by_key(studio: Studio) -> None:
    studio.of("energy-build").click()
    curve = studio.of("energy")
    points = curve.get_by_role("slider")
    expect(points).to_have_count(4)
    curve.scroll_into_view_if_needed()
    box = curve.bounding_box()
    assert box
    mouse = studio.page.mouse
    mouse.move(box["x"] + box["width"] * 0.2, box["y"] + box["height"] * 0.5)
    mouse.down()
    mouse.move(box["x"] + box["width"] * 0.2, box["y"] + 1, steps=3)
    mouse.up()
    expect(points).to_have_count(5)
    expect(points.nth(1)).to_have_attribute("aria-valuenow", re.compile(r"^(9[6-9]|100)$"))
    last = points.last
    last.focus()
    was = int(last.get_attribute("aria-valuenow") or 0)
    last.press("ArrowDown")
    expect(last).to_have_attribute("aria-valuenow", str(was - 5))
    points.nth(1).press("Delete")
    expect(points).to_have_count(4)
    energy = asked(studio)["energy"]
    assert energy[0] < energy[16] < energy[-1] == was - 5


def test_a_chord_that_nobody_knows_is_told_at_its_field(studio: Studio) -> None:
    studio.of("compose-chords").fill("| Dm7 Xyz | Cmaj7 |")
    studio.of("generate").click()
    expect(studio.of("error")).to_contain_text("Xyz")
    studio.of("compose-chords").fill("| Dm7 G7 | Cmaj7 |")
    studio.generate(bars="4")
    studio.finished()


def test_a_blend_and_what_is_daring_are_sent(studio: Studio) -> None:
    studio.of("compose-blend").select_option("rock")
    studio.of("compose-share").fill("30")
    studio.of("compose-advanced").click()
    studio.of("compose-temperature").fill("120")
    sent = asked(studio)
    assert sent["blend"] == {"genre": "rock", "weight": 0.3}
    assert (sent["temperature"], sent["candidates"]) == (1.2, 4)


def test_the_band_of_a_restyle_and_its_energy_are_asked_and_measured(
    studio: Studio, tmp_path: Path
) -> None:
    studio.bring(written(tmp_path, "harbour.mid", tune()))
    studio.of("restyle-energy-build").click()
    expect(studio.of("restyle-energy").get_by_role("slider").last).to_have_attribute(
        "aria-valuetext", re.compile("after 100 %")
    )
    studio.of("restyle-choose-players").click()
    studio.of("restyle").click()
    studio.finished()
    rows = studio.page.locator(".certificate tr")
    expect(rows.filter(has_text="Players")).to_contain_text("3")  # The tune stays as it was.
    expect(rows.filter(has_text="Energy")).to_contain_text("followed")


def test_the_plan_is_opened_edited_and_sent_back(
    open_page: Callable[..., Page], shoot: Callable[[Page, str], None]
) -> None:
    studio = Studio.signed_up(open_page(bypass_csp=True))
    studio.of("bars").fill("4")
    studio.of("compose-candidates").select_option("1")
    studio.of("open-plan").click()
    sheet = studio.of("plan-sheet")
    expect(sheet).to_be_visible()
    clean(studio.page)
    shoot(studio.page, "studio-plan")
    cell = sheet.get_by_label(re.compile(", bar 2$")).first
    cell.fill("5")
    cell.blur()
    studio.of("use-plan").click()
    expect(sheet).to_have_count(0)
    sent = asked(studio)
    assert len(sent["plan"]["bars"]) == 4
    assert 5 in sent["plan"]["bars"][1]["notes"].values()
    studio.finished()
