"""A player that the model writes joins a take that was mixed: everything else stays as it was."""

from playwright.sync_api import expect

from tests.e2e.studio import Studio


def test_a_player_joins_from_the_drawer_and_the_mix_goes_on(studio: Studio) -> None:
    studio.generate(bars="4")
    studio.finished()
    before = studio.of("strip").count()
    studio.of("mute-0").click()
    expect(studio.of("mute-0")).to_have_attribute("aria-pressed", "true")
    studio.of("open-edits").click()
    studio.of("join-form").get_by_label("Takes").select_option("1")
    studio.of("join").click()
    expect(studio.of("bracket")).to_have_count(2, timeout=60_000)
    studio.finished()
    second = studio.page.locator('[data-testid="bracket"][data-key="2"]')
    expect(second).to_have_attribute("data-state", "ready", timeout=60_000)
    second.click()
    expect(studio.of("strip")).to_have_count(before + 1)
    expect(studio.of("mute-0")).to_have_attribute("aria-pressed", "true")
