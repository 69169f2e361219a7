"""What is set in the studio stays: over a reload, and as the account wishes it."""

from playwright.sync_api import expect

from tests.e2e.studio import Studio
from tests.e2e.test_roll import KEPT, edits, written


def test_a_step_of_all_players_is_undone_as_one_after_a_reload(studio: Studio) -> None:
    page = studio.page
    take = written(studio)
    before = page.request.get(f"{take}/score").json()
    players = len(before["tracks"])
    assert players > 1
    studio.of("roll-words").click()
    studio.of("company-all").check()
    studio.of("roll-words").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("]")
    expect(studio.of("edit-state")).to_have_text(KEPT)
    kept = edits(page, take)
    assert [step["track"] for step in kept] == list(dict.fromkeys(step["track"] for step in kept))
    assert len(kept) > 1
    assert len({step["step"] for step in kept}) == 1

    page.reload()
    studio.of("undo").click()
    expect(studio.of("undo")).to_be_disabled()
    expect(studio.of("edit-state")).to_have_text(KEPT)
    assert edits(page, take) == []
    assert page.request.get(f"{take}/score").json() == before
    studio.of("redo").click()
    expect(studio.of("redo")).to_be_disabled()
    expect(studio.of("edit-state")).to_have_text(KEPT)
    assert edits(page, take) == kept


def test_a_synth_stays_with_its_player(studio: Studio) -> None:
    page = studio.page
    studio.generate(bars="8")
    sound = studio.of("sound-0")
    sound.click()  # while it is still being written
    studio.of("choose-synth:fm").click()
    expect(sound).to_contain_text("FM")
    studio.finished()
    expect(sound).to_contain_text("FM")
    for synth in ("am", "piano", "pluck", "membrane"):
        sound.click()
        studio.of(f"choose-synth:{synth}").click()
        said = sound.inner_text()
        page.reload()
        expect(sound).to_have_text(said)
        expect(sound).to_be_visible()
    studio.of("play").click()
    studio.sounds()


def test_single_keys_are_switched_off_in_the_account(studio: Studio) -> None:
    page = studio.page
    written(studio)
    song = page.url
    page.keyboard.press("?")
    expect(studio.of("single-keys")).to_contain_text("Keys of one character work")
    studio.of("single-keys").get_by_role("link").click()
    page.locator("#keys").uncheck()
    studio.of("save-preferences").click()
    expect(page.locator("#keys")).not_to_be_checked()
    page.goto(song)
    expect(studio.of("undo")).to_be_disabled()
    for key in ("d", "m", "]", " "):
        page.keyboard.press(key)
    expect(studio.of("tool-select")).to_be_checked()
    expect(studio.of("mute-0")).to_have_attribute("aria-pressed", "false")
    studio.of("note-cell").focus()
    page.keyboard.press("]")
    expect(studio.of("undo")).to_be_disabled()
    expect(studio.of("play")).to_be_visible()
    page.keyboard.press("Alt+ArrowUp")
    expect(studio.of("undo")).to_be_enabled()
    studio.of("keys").click()
    expect(studio.of("single-keys")).to_contain_text("switched off")
