"""Accounts in the browser: forms that say what is wrong, and songs that nobody else can reach."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.studio import Studio


def test_two_people_do_not_see_each_other(studio: Studio, open_page: Callable[..., Page]) -> None:
    studio.generate(bars="4")
    studio.finished()
    mine = studio.page.url.rsplit("/", 1)[-1]
    other = Studio.signed_up(open_page(), "Ada")
    listed = other.page.request.get("/api/v1/songs").json()["songs"]
    assert mine not in {song["id"] for song in listed}
    for path in ("", "/score", "/midi"):
        assert other.page.request.get(f"/api/v1/songs/{mine}{path}").status == 404
    other.page.goto(f"/studio/{mine}")
    expect(other.of("error")).to_be_visible()
    token = other.page.locator('meta[name="csrf-token"]').get_attribute("content") or ""
    gone = other.page.request.delete(f"/api/v1/songs/{mine}", headers={"X-CSRFToken": token})
    assert gone.status == 404
    assert studio.page.request.get(f"/api/v1/songs/{mine}").ok


def test_signing_in_wrongly_is_said_and_the_right_way_leads_back(
    open_page: Callable[..., Page],
) -> None:
    page = open_page()
    page.goto("/library")
    assert "/sign-in" in page.url
    page.fill("#email", "nobody@example.org")
    page.fill("#password", "wrong wrong")
    page.get_by_test_id("sign-in").click()
    expect(page.get_by_role("alert")).to_contain_text("do not go together")


def test_signing_out_ends_the_session(studio: Studio) -> None:
    studio.of("you").click()
    studio.of("sign-out").click()
    studio.page.goto("/library")
    assert "/sign-in" in studio.page.url


def test_a_token_is_shown_once_and_works_for_a_script(
    studio: Studio, open_page: Callable[..., Page]
) -> None:
    studio.page.goto("/account")
    studio.page.fill("#token-name", "nightly script")
    studio.of("make-token").click()
    token = studio.of("new-token").inner_text().strip()
    script = open_page().request
    headers = {"Authorization": f"Bearer {token}"}
    assert script.get("/api/v1/songs", headers=headers).ok
    studio.page.goto("/account")
    expect(studio.of("new-token")).to_have_count(0)
    studio.page.get_by_role("button", name="Revoke nightly script").click()
    assert script.get("/api/v1/songs", headers=headers).status == 401


def test_the_theme_is_kept(studio: Studio) -> None:
    page = studio.page
    page.goto("/account")
    page.get_by_label("Dark").check()
    studio.of("save-preferences").click()
    page.goto("/studio")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_single_keys_are_switched_off(studio: Studio) -> None:
    page = studio.page
    page.goto("/library")
    page.keyboard.press("/")
    expect(studio.of("search")).to_be_focused()
    page.goto("/account")
    page.get_by_label("Single keys are shortcuts").uncheck()
    studio.of("save-preferences").click()
    page.goto("/library")
    page.keyboard.press("/")
    expect(studio.of("search")).not_to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("a.song-title").first).to_be_focused()
